import type {
  ControllerRevision,
  DaemonSet,
  Deployment,
  FollowedKind,
  NamespaceState,
  Pod,
  ReplicaSet,
  StatefulSet,
} from '../../ports/cluster.ts';

/** What keeps the pods of a service. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

export type Workload =
  | { readonly kind: 'Deployment'; readonly object: Deployment }
  | { readonly kind: 'StatefulSet'; readonly object: StatefulSet }
  | { readonly kind: 'DaemonSet'; readonly object: DaemonSet };

/** What tells workloads of a namespace apart: kinds may share a name. */
export function workloadKey(kind: WorkloadKind, name: string): string {
  return `${kind}/${name}`;
}

/** The workload of this kind and name, if it is there. */
export function findWorkload(
  wanted: { readonly kind: WorkloadKind; readonly name: string },
  state: NamespaceState,
): Workload | undefined {
  const { kind, name } = wanted;
  switch (kind) {
    case 'Deployment': {
      const object = state.deployments.find((one) => one.name === name);
      return object === undefined ? undefined : { kind, object };
    }
    case 'StatefulSet': {
      const object = state.statefulSets.find((one) => one.name === name);
      return object === undefined ? undefined : { kind, object };
    }
    case 'DaemonSet': {
      const object = state.daemonSets.find((one) => one.name === name);
      return object === undefined ? undefined : { kind, object };
    }
  }
}

/** What must be followed to judge workloads of these kinds. Others are not asked for: an account may lack the right. */
export function kindsToFollow(kinds: readonly WorkloadKind[]): readonly FollowedKind[] {
  const controlled = kinds.some((kind) => kind !== 'Deployment');
  return [
    ...(kinds.includes('Deployment') ? (['deployments', 'replicaSets'] as const) : []),
    ...(kinds.includes('StatefulSet') ? (['statefulSets'] as const) : []),
    ...(kinds.includes('DaemonSet') ? (['daemonSets'] as const) : []),
    ...(controlled ? (['controllerRevisions'] as const) : []),
    'pods',
    'events',
  ];
}

/** All its pods of whatever revision, those included that are being removed. */
export function podsOfWorkload(workload: Workload, state: NamespaceState): readonly Pod[] {
  if (workload.kind !== 'Deployment') {
    return state.pods.filter((pod) => pod.owner?.uid === workload.object.uid);
  }
  const sets = new Set(
    state.replicaSets.filter((set) => set.owner?.uid === workload.object.uid).map((set) => set.uid),
  );
  return state.pods.filter((pod) => pod.owner !== undefined && sets.has(pod.owner.uid));
}

/** True for a pod of the revision that the workload is at. */
export function isOfCurrentRevision(pod: Pod, workload: Workload, state: NamespaceState): boolean {
  switch (workload.kind) {
    case 'Deployment':
      return pod.owner?.uid === currentReplicaSet(workload.object, state)?.uid;
    case 'StatefulSet':
      return pod.revisionHash !== undefined && pod.revisionHash === workload.object.updateRevision;
    case 'DaemonSet': {
      const current = currentRevision(workload.object, state);
      return `${workload.object.name}-${pod.revisionHash ?? ''}` === current?.name;
    }
  }
}

/** How many pods it is to have. */
export function wantedPods(workload: Workload): number {
  return workload.kind === 'DaemonSet' ? workload.object.pods.desired : workload.object.replicas;
}

/** The ReplicaSet of the revision that the Deployment is at. Undefined for a moment after a change. */
export function currentReplicaSet(deployment: Deployment, state: NamespaceState): ReplicaSet | undefined {
  return state.replicaSets.find(
    (one) =>
      one.owner?.uid === deployment.uid && one.revision !== undefined && one.revision === deployment.revision,
  );
}

/**
 * The recorded template that a DaemonSet is at: going back to an older one gives that one the highest number.
 * https://kubernetes.io/docs/tasks/manage-daemon/rollback-daemon-set/
 */
export function currentRevision(set: DaemonSet, state: NamespaceState): ControllerRevision | undefined {
  return state.controllerRevisions
    .filter((one) => one.owner?.uid === set.uid)
    .toSorted((a, b) => b.revision - a.revision)[0];
}

/** The number of the revision that the workload is at, as `kubectl rollout history` counts. */
export function revisionNumber(workload: Workload, state: NamespaceState): string | undefined {
  switch (workload.kind) {
    case 'Deployment':
      return workload.object.revision;
    case 'StatefulSet': {
      const name = workload.object.updateRevision;
      const found = state.controllerRevisions.find((one) => one.name === name);
      return found === undefined ? undefined : String(found.revision);
    }
    case 'DaemonSet': {
      const found = currentRevision(workload.object, state);
      return found === undefined ? undefined : String(found.revision);
    }
  }
}

/** True for a pod that may stay as it is: of the current revision, or kept behind by a StatefulSet’s partition. */
export function isAsWanted(pod: Pod, workload: Workload, state: NamespaceState): boolean {
  if (isOfCurrentRevision(pod, workload, state)) return true;
  return workload.kind === 'StatefulSet' && ordinalOf(pod) < workload.object.partition;
}

/** The number at the end of a StatefulSet’s pod; NaN for another pod. */
export function ordinalOf(pod: Pod): number {
  return Number(/-(\d+)$/.exec(pod.name)?.[1] ?? Number.NaN);
}
