import * as z from 'zod';
import { defineCheck } from './define-check.ts';
import { judgeRules, readRules } from './prom/judge-rules.ts';
import { askPrometheus, sourceKeys } from './prom/source.ts';

const name = 'prom.rules';

const schema = z.strictObject({
  ...sourceKeys,
  /** Names of the alerts that there must be rules for. Left out: whatever is there is looked at. */
  alerts: z.array(z.string().min(1)).default([]),
});

/** Would anybody be told? */
export const promRules = defineCheck({
  name,
  summary: 'Prometheus has the alerting rules that are wanted, and evaluates them without a fault.',
  mode: 'look',
  needs: [],
  schema,
  example: { alerts: ['ServiceDown', 'HighErrorRate'] },
  describe: ({ alerts }) =>
    `Prometheus evaluates ${alerts.length === 0 ? 'its alerting rules' : `the alerting rules ${alerts.join(', ')}`} without a fault`,
  run: async (args, context) => {
    const asked = await askPrometheus(name, args, '/api/v1/rules', { type: 'alert' }, context);
    if (asked.kind === 'unanswered') return asked.result;
    const { where, data } = asked;
    const now = context.ports.clock.now();
    return judgeRules({ check: name, where, rules: readRules(data), wanted: args.alerts, now });
  },
});
