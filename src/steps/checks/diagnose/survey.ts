import { servicesOf } from '../../../runbook/services.ts';
import type { RunContext } from '../../context.ts';
import { type Cluster, ClusterError, type NamespaceState, type Pod } from '../../ports/cluster.ts';
import { podsOfWorkload, type Workload } from '../pods/workload.ts';
import { clusterError } from '../watch-until.ts';

/** A workload of the namespace with its pods. */
export interface Member {
  /** The name in the inventory, or that of the workload. */
  readonly name: string;
  /** True where the inventory knows it as a service. */
  readonly isService: boolean;
  readonly workload: Workload;
  readonly pods: readonly Pod[];
}

/** The namespace as it was seen once. */
export interface Survey {
  readonly state: NamespaceState;
  readonly members: readonly Member[];
  /** Pods that no Deployment, StatefulSet or DaemonSet keeps: those of Jobs, and single ones. */
  readonly others: readonly Pod[];
  /** Services of the inventory that have no workload. */
  readonly absent: readonly string[];
  /** The cluster's own time in milliseconds; undefined: it does not tell. */
  readonly now: number | undefined;
}

const most = ['deployments', 'replicaSets', 'pods', 'events'] as const;

/** One look at everything in the namespace. What the account may not see of StatefulSets and DaemonSets is left out. */
export async function survey(cluster: Cluster, context: RunContext): Promise<Survey | ClusterError> {
  const [state, controlled, now] = await Promise.all([
    cluster.look(most).catch(clusterError),
    cluster.look(['statefulSets', 'daemonSets', 'controllerRevisions']).catch(clusterError),
    cluster.time().catch(() => undefined),
  ]);
  if (state instanceof ClusterError) return state;
  if (controlled instanceof ClusterError && controlled.reason !== 'forbidden') return controlled;
  const { statefulSets, daemonSets, controllerRevisions } =
    controlled instanceof ClusterError ? state : controlled;
  const whole = { ...state, statefulSets, daemonSets, controllerRevisions };
  const members = membersOf(whole, context);
  const kept = new Set(members.flatMap(({ pods }) => pods.map(({ uid }) => uid)));
  const found = new Set(members.map(({ name }) => name));
  const services = servicesOf(context.inventory, context.environment);
  return {
    state: whole,
    members,
    others: whole.pods.filter(({ uid }) => !kept.has(uid)),
    absent: services.map(({ name }) => name).filter((name) => !found.has(name)),
    now,
  };
}

function membersOf(state: NamespaceState, context: RunContext): readonly Member[] {
  const services = servicesOf(context.inventory, context.environment);
  const workloads: readonly Workload[] = [
    ...state.deployments.map((object) => ({ kind: 'Deployment', object }) as const),
    ...state.statefulSets.map((object) => ({ kind: 'StatefulSet', object }) as const),
    ...state.daemonSets.map((object) => ({ kind: 'DaemonSet', object }) as const),
  ];
  return workloads.map((workload) => {
    const service = services.find(({ deployment }) => deployment === workload.object.name);
    return {
      name: service?.name ?? workload.object.name,
      isService: service !== undefined,
      workload,
      pods: podsOfWorkload(workload, state),
    };
  });
}
