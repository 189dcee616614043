import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import type { RunContext } from '../context.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeQuotas } from './quota/judge.ts';
import { plannedChanges } from './quota/planned-changes.ts';
import { type Defaults, defaultsOf } from './quota/pod-usage.ts';
import { readQuota } from './quota/quotas.ts';
import { type Peak, peakOf } from './quota/rollout-peak.ts';
import { withCluster } from './with-cluster.ts';

const schema = z.strictObject({
  /** A rendered manifest: what its rollouts need at their height must fit. */
  manifest: z.string().min(1).optional(),
  /** Services that are rolled out; of the manifest’s others nothing is applied. */
  services: servicesSchema,
  /** Without a manifest: the share of each hard limit that may be used. */
  'max-percent': z.number().min(0).max(100).default(80),
});

type Args = z.infer<typeof schema>;

/** Do the ResourceQuotas of the namespace leave room? */
export const quotaHeadroom = defineCheck({
  name: 'quota.headroom',
  summary: 'The ResourceQuotas of the namespace leave room for the release.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { manifest: 'manifest.yaml' },
  describe: (args, { environment }) =>
    args.manifest === undefined
      ? `at most ${String(args['max-percent'])} % of each quota of ${environment.namespace} is used`
      : `the quotas of ${environment.namespace} have room for the rollouts of ${args.manifest}`,
  run: (args, context) => withCluster('quota.headroom', context, (cluster) => look(args, context, cluster)),
});

async function look(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const [quotas, ranges] = await Promise.all([
    cluster.list({ kind: 'ResourceQuota', apiVersions: ['v1'] }),
    cluster.list({ kind: 'LimitRange', apiVersions: ['v1'] }),
  ]);
  if (quotas === undefined)
    return missing('quota.headroom', 'a server that tells its quotas', 'it does not know the kind');
  const defaults = defaultsOf(ranges ?? []);
  const peaks = quotas.length === 0 ? [] : await peaksOf(args, context, cluster, defaults);
  if (peaks !== undefined && 'verdict' in peaks) return peaks;
  const { namespace } = context.environment;
  return judgeQuotas({ quotas: quotas.map(readQuota), peaks, defaults, namespace }, args['max-percent']);
}

async function peaksOf(
  args: Args,
  context: RunContext,
  cluster: Cluster,
  defaults: Defaults,
): Promise<readonly Peak[] | CheckResult | undefined> {
  if (args.manifest === undefined) return undefined;
  const manifest = await readManifest(args.manifest, context);
  if (manifest.kind === 'unusable') {
    return missing('quota.headroom', `a manifest at ${manifest.path}`, manifest.why);
  }
  const scope = {
    all: servicesOf(context.inventory, context.environment),
    asked: askedServices(args.services, context).services,
  };
  return (await plannedChanges(manifest.objects, cluster, scope)).map((change) => peakOf(change, defaults));
}
