import { type Cluster, ClusterError, type NamespaceState, type Pod } from '../../ports/cluster.ts';
import type { Target } from '../targets.ts';
import { clusterError } from '../watch-until.ts';
import { followedFor, type KnownTarget, withKinds } from './target-kinds.ts';
import { findWorkload, isOfCurrentRevision, podsOfWorkload, wantedPods, type Workload } from './workload.ts';

/** A service with its pods, those that have ended and those that are being removed included. */
export interface ServicePods {
  readonly service: string;
  /** `Deployment prod-teei-analytics`. */
  readonly where: string;
  /** Undefined: there is no such workload. */
  readonly found:
    | {
        /** How many pods there are to be. */
        readonly wanted: number;
        readonly pods: readonly Pod[];
        /** Of `pods`, those of the revision that the workload is at. */
        readonly current: readonly Pod[];
      }
    | undefined;
}

/** One look at the pods of each service, in the order of the targets. */
export async function lookAtPods(
  cluster: Cluster,
  targets: readonly Target[],
): Promise<readonly ServicePods[] | ClusterError> {
  const begun = await cluster.look(['deployments']).catch(clusterError);
  const known = begun instanceof ClusterError ? begun : await withKinds(cluster, targets, begun);
  if (known instanceof ClusterError) return known;
  const kinds = followedFor(known).filter((kind) => kind !== 'events');
  const state = await cluster.look(kinds).catch(clusterError);
  if (state instanceof ClusterError) return state;
  return known.map((target) => podsOf(target, state));
}

function podsOf({ service, deployment, kind }: KnownTarget, state: NamespaceState): ServicePods {
  const workload = findWorkload({ kind, name: deployment }, state);
  const found = workload === undefined ? undefined : sorted(workload, state);
  return { service, where: `${kind} ${deployment}`, found };
}

function sorted(workload: Workload, state: NamespaceState): ServicePods['found'] {
  const pods = podsOfWorkload(workload, state).toSorted((a, b) => a.name.localeCompare(b.name));
  const current = pods.filter((pod) => isOfCurrentRevision(pod, workload, state));
  return { wanted: wantedPods(workload), pods, current };
}
