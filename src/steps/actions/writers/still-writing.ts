import type { NamespaceState } from '../../ports/cluster.ts';

/** What may still write to the database. */
export interface StillWriting {
  /** Pods of the stopped Deployments that have not ended yet: one that is being ended still writes. */
  readonly pods: readonly string[];
  /** Jobs that have pods at work. */
  readonly jobs: readonly string[];
  /** Pods of something else, which nobody asked to stop: a database of the same namespace is one of them. */
  readonly others: readonly string[];
}

/** Judges what still runs once these Deployments were scaled to zero. */
export function stillWriting(state: NamespaceState, deployments: readonly string[]): StillWriting {
  const stopped = new Set(deployments);
  const sets = new Map(state.replicaSets.map((one) => [one.name, one.owner?.name ?? '']));
  const running = state.pods.filter(({ phase }) => phase !== 'Succeeded' && phase !== 'Failed');
  const ofStopped = (owner: { kind: string; name: string } | undefined): boolean =>
    owner?.kind === 'ReplicaSet' && stopped.has(sets.get(owner.name) ?? '');
  return {
    pods: running.filter(({ owner }) => ofStopped(owner)).map(({ name }) => name),
    jobs: state.jobs.filter(({ active }) => active > 0).map(({ name }) => name),
    others: running.filter(({ owner }) => !ofStopped(owner) && owner?.kind !== 'Job').map(({ name }) => name),
  };
}

export function isStill({ pods, jobs }: StillWriting): boolean {
  return pods.length === 0 && jobs.length === 0;
}
