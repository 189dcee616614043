import * as z from 'zod';
import { openApproved } from '../manifest/approved.ts';
import type { ApprovedObject } from '../manifest/approved-object.ts';
import type { ReleasePlan } from '../manifest/release-plan.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const name = 'manifest.approved';

const schema = z.strictObject({
  /** The rendered manifest that was approved, from the session’s working folder. */
  manifest: z.string().min(1),
  /** The plan that manifest.diff has written. */
  plan: z.string().min(1),
});

/** Is what was approved still what would happen? */
export const manifestApproved = defineCheck({
  name,
  summary:
    'Verifies that the manifest and every object of the cluster are as they were when they were approved.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { manifest: 'rendered.yaml', plan: 'plan.json' },
  describe: () => 'neither the manifest nor the cluster has changed since the diff that was approved',
  run: (args, context) =>
    withCluster(name, context, async (cluster) => {
      const opened = await openApproved({ check: name, ...args }, context, cluster);
      return opened.kind === 'refused' ? opened.result : asApproved(opened.objects, opened.plan);
    }),
});

function asApproved(objects: readonly ApprovedObject[], plan: ReleasePlan): CheckResult {
  const all = String(objects.length);
  const done = objects.filter(({ applied, planned }) => applied && planned.change !== 'none').length;
  const applied = done === 0 ? '' : `; ${String(done)} of them are applied already`;
  const observed = `${all} objects unchanged since ${plan.comparedAt}${applied}`;
  return {
    verdict: 'pass',
    summary: `nothing has changed since the diff: ${observed}`,
    evidence: [
      {
        check: name,
        result: 'pass',
        what: 'the approved release',
        where: plan.cluster.namespace,
        expected: `manifest ${plan.manifest} and ${all} objects as approved`,
        observed,
      },
    ],
  };
}
