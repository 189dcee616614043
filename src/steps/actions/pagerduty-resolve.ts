import * as z from 'zod';
import { defineCheck } from '../checks/define-check.ts';
import { dedupKey, incidentKey, sendEvent } from './pagerduty/events.ts';

const name = 'pagerduty.resolve';

const schema = z.strictObject({
  key: incidentKey,
  /** Somebody works on it, and it does not call the next one: `acknowledge`. It is over: `resolve`. */
  as: z.enum(['acknowledge', 'resolve']).default('resolve'),
});

/** Acknowledges or resolves the incident that this session has opened. */
export const pagerdutyResolve = defineCheck({
  name,
  summary: 'Resolves (or acknowledges) the PagerDuty incident that this session has opened.',
  mode: 'act',
  beside: true,
  needs: [],
  schema,
  example: { as: 'resolve' },
  describe: ({ as }) => `${as} the PagerDuty incident of this session`,
  changes: ({ as, key }, context) => [`an event “${as}” is sent to PagerDuty, key ${dedupKey(key, context)}`],
  run: ({ as, key }, context) =>
    sendEvent(name, { event_action: as, dedup_key: dedupKey(key, context) }, [], context),
});
