import { closeOne } from '../announce/opened.ts';
import { defineCheck } from '../checks/define-check.ts';
import { expireSchema, silences } from './silence/silences.ts';

const name = 'silence.expire';

/** Expires this session's silence before the session ends. */
export const silenceExpire = defineCheck({
  name,
  summary: 'Expires the silence that this session has created, earlier than at its end.',
  mode: 'act',
  beside: true,
  needs: [],
  schema: expireSchema,
  example: { matchers: { alertname: 'HighLatency' } },
  closes: (args) => silences.key(args),
  describe: (args, context) => `expire ${silences.what(args, context)}`,
  changes: () => ['the alerts call people again'],
  run: (args, context) => closeOne(silences, name, args, context),
});
