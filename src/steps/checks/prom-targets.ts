import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import { defineCheck } from './define-check.ts';
import { judgeTargets, readTargets } from './prom/judge-targets.ts';
import { seriesName } from './prom/samples.ts';
import { askPrometheus, sourceKeys } from './prom/source.ts';

const name = 'prom.targets';

const schema = z.strictObject({
  ...sourceKeys,
  /** Labels that a target must have to be looked at. Left out: all targets are. */
  match: z.record(z.string().min(1), z.string()).default({}),
  /** How many of them there must be. */
  min: z.int().min(1).default(1),
});

/** Does Prometheus reach what it measures? */
export const promTargets = defineCheck({
  name,
  summary: 'Every active target of Prometheus is up; of those that are down, the last error is told.',
  mode: 'look',
  needs: [],
  schema,
  example: { match: { job: 'kubernetes-pods' }, min: 16 },
  describe: ({ match, min }) => {
    const which =
      Object.keys(match).length === 0 ? 'every active target' : `every target with ${seriesName(match)}`;
    return `${which} of Prometheus is up, at least ${String(min)}`;
  },
  run: async (args, context) => {
    const asked = await askPrometheus(name, args, '/api/v1/targets', { state: 'active' }, context);
    if (asked.kind === 'unanswered') return asked.result;
    return judgeTargets({
      check: name,
      where: asked.where,
      targets: readTargets(asked.data),
      match: args.match,
      min: args.min,
      services: servicesOf(context.inventory, context.environment),
    });
  },
});
