import type { ClusterEvent, Pod } from '../../ports/cluster.ts';

/**
 * Whether what an event warned of is over: its pod has become ready since, or it is a probe's word about a pod that is gone.
 * Probes fail while a pod starts and while it ends, at every rollout. Without pods nothing is known to be over.
 */
export function isSettled({ object, reason, at }: ClusterEvent, pods: readonly Pod[] | undefined): boolean {
  if (pods === undefined || object.kind !== 'Pod') return false;
  const pod = pods.find(({ uid, name }) => (object.uid === '' ? name === object.name : uid === object.uid));
  if (pod === undefined) return reason === 'Unhealthy';
  const ready = pod.conditions.find(({ type }) => type === 'Ready');
  return ready?.status === 'True' && Date.parse(ready.since ?? '') >= Date.parse(at ?? '');
}
