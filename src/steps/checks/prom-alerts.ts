import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import { defineCheck } from './define-check.ts';
import { judgeAlerts, readAlerts, readRuleNames } from './prom/judge-alerts.ts';
import { seriesName } from './prom/samples.ts';
import { askPrometheus, sourceKeys } from './prom/source.ts';

const name = 'prom.alerts';
const names = z.array(z.string().min(1));

const schema = z.strictObject({
  ...sourceKeys,
  /** Alerts that must not fire. Left out: none may. */
  silent: names.default([]),
  /** Alerts that always fire, such as the one that shows that alerting works. */
  ignore: names.default(['Watchdog', 'InfoInhibitor']),
  /** Labels that an alert must have to count. */
  match: z.record(z.string().min(1), z.string()).default({}),
});

/** Does anything fire that should be silent? */
export const promAlerts = defineCheck({
  name,
  summary: 'No alert of Prometheus fires, or none of those that are named.',
  mode: 'look',
  needs: [],
  schema,
  example: { silent: ['HighErrorRate', 'HighLatency'], match: { namespace: 'teei-production' } },
  describe: ({ silent, match }) => {
    const which = silent.length === 0 ? 'no alert' : `none of ${silent.join(', ')}`;
    return `${which} fires${Object.keys(match).length === 0 ? '' : ` with ${seriesName(match)}`}`;
  },
  run: async (args, context) => {
    const asked = await askPrometheus(name, args, '/api/v1/alerts', {}, context);
    if (asked.kind === 'unanswered') return asked.result;
    const rules = await askPrometheus(name, args, '/api/v1/rules', { type: 'alert' }, context);
    if (rules.kind === 'unanswered') return rules.result;
    return judgeAlerts({
      check: name,
      where: asked.where,
      alerts: readAlerts(asked.data),
      rules: readRuleNames(rules.data),
      silent: args.silent,
      ignore: args.ignore,
      match: args.match,
      services: servicesOf(context.inventory, context.environment),
    });
  },
});
