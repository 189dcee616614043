import { type Cluster, ClusterError, type FollowedKind, type NamespaceState } from '../../ports/cluster.ts';
import type { Target } from '../targets.ts';
import { clusterError } from '../watch-until.ts';
import { kindsToFollow } from './workload.ts';

/** A target of which it is known what keeps its pods. */
export type KnownTarget = Required<Target>;

/** What is to be followed for these targets; of one that says no kind, a Deployment's. */
export function followedFor(targets: readonly Target[]): readonly FollowedKind[] {
  return kindsToFollow(targets.map(({ kind }) => kind ?? 'Deployment'));
}

/** True when a target that says no kind is no Deployment: it may be a StatefulSet or a DaemonSet then. */
export function kindIsOpen(targets: readonly Target[], state: NamespaceState): boolean {
  return targets.some(
    ({ kind, deployment }) => kind === undefined && !state.deployments.some((one) => one.name === deployment),
  );
}

/**
 * The targets with the kinds that are found in the cluster; one that is nowhere counts as a Deployment, which is then
 * told to be missing. StatefulSets and DaemonSets are asked for only where it is open. A ClusterError that is passing
 * means: ask again.
 */
export async function withKinds(
  cluster: Cluster,
  targets: readonly Target[],
  state: NamespaceState,
): Promise<readonly KnownTarget[] | ClusterError> {
  const others = kindIsOpen(targets, state)
    ? await cluster.look(['statefulSets', 'daemonSets']).catch(clusterError)
    : state;
  if (others instanceof ClusterError) {
    // An account that may not look for them is told that there is no such Deployment.
    return others.reason === 'forbidden' ? targets.map((target) => known(target, state)) : others;
  }
  return targets.map((target) => known(target, { ...others, deployments: state.deployments }));
}

function known(target: Target, state: NamespaceState): KnownTarget {
  const named = (one: { readonly name: string }): boolean => one.name === target.deployment;
  if (target.kind !== undefined) return { ...target, kind: target.kind };
  if (state.deployments.some(named)) return { ...target, kind: 'Deployment' };
  if (state.statefulSets.some(named)) return { ...target, kind: 'StatefulSet' };
  return { ...target, kind: state.daemonSets.some(named) ? 'DaemonSet' : 'Deployment' };
}
