import type { CheckResult } from '../checks/define-check.ts';
import { liveOf } from '../actions/snapshot/restore-object.ts';
import type { RunContext } from '../context.ts';
import type { Cluster, Manifest } from '../ports/cluster.ts';
import type { ApprovedObject, LookedAt } from './approved-object.ts';
import { type KeptComparison, readComparison } from './compared-objects.ts';
import { readManifest } from './read-manifest.ts';
import { changedObjects, changedManifest, otherCluster, otherPlan, unusable } from './refusals.ts';
import { type PlannedObject, type ReleasePlan, readReleasePlan } from './release-plan.ts';
import { several } from './several.ts';
import { standingOf } from './standing.ts';
import { titleOf } from './strip.ts';

/** An approved release that may be applied, or why it may not. */
export type OpenedApproval =
  | { readonly kind: 'approved'; readonly objects: readonly ApprovedObject[]; readonly plan: ReleasePlan }
  | { readonly kind: 'refused'; readonly result: CheckResult };

/** Which files were approved, and the check or action that asks. */
export interface Approval {
  readonly check: string;
  /** The rendered manifest. A relative path begins at the folder that the session works in. */
  readonly manifest: string;
  /** The plan that manifest.diff has written. A relative path begins at the session’s folder. */
  readonly plan: string;
}

/**
 * Opens what was approved, in the order of the manifest. It is refused, with the difference, where the bytes of the
 * manifest are not those that were compared, where the plan is of another cluster or namespace, and where an object
 * of the cluster is neither as it was then nor as the release makes it. Rejects with ClusterError.
 */
export async function openApproved(
  approval: Approval,
  context: RunContext,
  cluster: Cluster,
): Promise<OpenedApproval> {
  const { check } = approval;
  const plan = await readReleasePlan(approval.plan, context);
  if (typeof plan === 'string') return refused(unusable(check, 'the plan that was approved', plan));
  const manifest = await readManifest(approval.manifest, context);
  if (manifest.kind === 'unusable')
    return refused(unusable(check, 'the manifest that was approved', `${manifest.path}: ${manifest.why}`));
  const identity = await cluster.identity();
  if (identity.uid !== plan.cluster.uid || identity.namespace !== plan.cluster.namespace)
    return refused(otherCluster(check, plan, identity));
  const kept = await readComparison(approval.plan, context);
  if (manifest.sha256 !== plan.manifest)
    return refused(changedManifest(check, plan, manifest, kept.manifest));
  const pairs = pair(manifest.objects, plan);
  if (pairs === undefined) return refused(otherPlan(check, approval.plan));
  const looked = await several(pairs, (one) => look(one, kept, cluster));
  const differing = looked.filter(({ standing }) => standing === 'differs');
  if (differing.length > 0) return refused(changedObjects(check, plan, differing, looked.length));
  return { kind: 'approved', plan, objects: looked.map(({ object }) => object) };
}

interface Pair {
  readonly manifest: Manifest;
  readonly planned: PlannedObject;
}

async function look({ manifest, planned }: Pair, kept: KeptComparison, cluster: Cluster): Promise<LookedAt> {
  const live = await liveOf(cluster, manifest);
  const title = titleOf(manifest);
  const compared = kept.objects[title];
  const standing = standingOf(live, planned);
  const applied = standing === 'as-approved' || (standing === 'as-compared' && planned.change === 'none');
  const expected = compared?.result ?? null;
  return { object: { title, manifest, planned, expected, applied }, live, compared, standing };
}

function refused(result: CheckResult): OpenedApproval {
  return { kind: 'refused', result };
}

/** Undefined: the plan is of other objects. */
function pair(objects: readonly Manifest[], plan: ReleasePlan): readonly Pair[] | undefined {
  const pairs = objects.flatMap((manifest, index) => {
    const planned = plan.objects[index];
    return planned !== undefined && isOf(planned, manifest) ? [{ manifest, planned }] : [];
  });
  return pairs.length === objects.length && pairs.length === plan.objects.length ? pairs : undefined;
}

function isOf(planned: PlannedObject, manifest: Manifest): boolean {
  return (
    manifest['apiVersion'] === planned.apiVersion && titleOf(manifest) === `${planned.kind} ${planned.name}`
  );
}
