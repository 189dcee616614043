import { numberAt, textAt } from '../../objects/json.ts';
import { annotationsOf, type KubeObject, nameOf } from '../../objects/kube-object.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxAnnotation = 'deployment.kubernetes.io/max-replicas';
export const historyAnnotation = 'deployment.kubernetes.io/revision-history';

/** How many pods a ReplicaSet is to have. */
export function wanted(set: KubeObject): number {
  return numberAt(set, 'spec', 'replicas') ?? 1;
}

export function available(set: KubeObject): number {
  return numberAt(set, 'status', 'availableReplicas') ?? 0;
}

export function ready(set: KubeObject): number {
  return numberAt(set, 'status', 'readyReplicas') ?? 0;
}

/** How many pods it has. */
export function actual(set: KubeObject): number {
  return numberAt(set, 'status', 'replicas') ?? 0;
}

export function sum(sets: readonly KubeObject[], of: (set: KubeObject) => number): number {
  return sets.reduce((total, set) => total + of(set), 0);
}

export function isScaledUp(set: KubeObject): boolean {
  return wanted(set) > 0;
}

/** Zero where it has none. */
export function revisionOf(set: KubeObject): number {
  return Number(annotationsOf(set)[revisionAnnotation] ?? 0);
}

/** Oldest first; by name among those of one second. */
export function byAge(a: KubeObject, b: KubeObject): number {
  const [before, after] = [a, b].map((set) => textAt(set.metadata, 'creationTimestamp') ?? '');
  if (before === after) return nameOf(a) < nameOf(b) ? -1 : 1;
  return (before ?? '') < (after ?? '') ? -1 : 1;
}
