import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { followRollouts } from './pods/follow-rollouts.ts';
import { namesOf, type Target, targetsOf } from './targets.ts';
import { targetsOfManifest } from './manifest-targets.ts';

const schema = z.strictObject({
  deployments: servicesSchema,
  /** Workloads to wait for instead of `deployments`: `statefulset/name`, or by name alone. */
  workloads: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** A rendered manifest whose workloads are waited for, instead of `deployments`. */
  manifest: z.string().min(1).optional(),
  /** One deadline for all of them together. */
  deadline: durationSchema.default(10 * 60_000),
  /** How long all must stay rolled out. */
  'stable-for': durationSchema.default(0),
  /** Workloads that are scaled to 0 count as rolled out. */
  'allow-zero': z.boolean().default(false),
});

type Args = z.infer<typeof schema>;

/** Waits for rollouts, all at once, and stops at the first that will not succeed. */
export const rolloutWait = defineCheck({
  name: 'rollout.wait',
  summary:
    'Waits until Deployments, StatefulSets and DaemonSets are rolled out, and fails as soon as one can’t succeed.',
  mode: 'wait',
  needs: ['cluster'],
  schema,
  example: { deployments: 'all', deadline: '15m' },
  describe: (args, context) => {
    const what =
      args.manifest === undefined ? describeTargets(args, context) : `the workloads of ${args.manifest}`;
    const stable = args['stable-for'] === 0 ? '' : ` and stay so for ${formatDuration(args['stable-for'])}`;
    return `${what} are rolled out within ${formatDuration(args.deadline)}${stable}`;
  },
  run: async (args, context): Promise<CheckResult> => {
    const { cluster } = context.ports;
    if (cluster === undefined) return missing('rollout.wait', 'a pinned cluster', 'none');
    const targets = await resolve(args, context);
    if (!Array.isArray(targets)) return targets;
    return followRollouts({
      cluster,
      context,
      targets,
      deadline: args.deadline,
      stableFor: args['stable-for'],
      zeroExpected: args['allow-zero'],
    });
  },
});

function describeTargets(args: Args, context: PreviewContext): string {
  const names = namesOf(targetsOf(args.workloads ?? args.deployments, context));
  return names === '' ? 'no workloads' : names;
}

async function resolve(args: Args, context: RunContext): Promise<Target[] | CheckResult> {
  if (args.manifest !== undefined) {
    const found = await targetsOfManifest(args.manifest, context);
    if (found !== undefined && found.length > 0) return [...found];
    const observed = found === undefined ? 'no such file' : 'no workload in it';
    return missing('rollout.wait', `a manifest with workloads at ${args.manifest}`, observed);
  }
  const targets = targetsOf(args.workloads ?? args.deployments, context);
  if (targets.length > 0) return [...targets];
  return missing('rollout.wait', 'services in platform.yaml', 'none');
}
