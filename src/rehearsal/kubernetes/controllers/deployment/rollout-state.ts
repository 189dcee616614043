import { type Json, numberAt, textAt } from '../../objects/json.ts';
import { annotationsOf, type KubeObject } from '../../objects/kube-object.ts';
import { conditionOf } from '../support/conditions.ts';
import { desiredAnnotation, isScaledUp, wanted } from './replica-sets.ts';
import type { Scaling } from './scale.ts';

/** True where the wanted number of pods has changed since the ReplicaSets were last told of it. */
export function isBeingScaled({ spec }: Scaling, sets: readonly KubeObject[]): boolean {
  return sets.filter(isScaledUp).some((set) => {
    const desired = annotationsOf(set)[desiredAnnotation];
    return desired !== undefined && Number(desired) !== spec.replicas;
  });
}

/** True where all wanted pods are of the present template and available. */
export function isDone({ deployment, spec }: Scaling, current: KubeObject): boolean {
  const figure = (name: string): number => numberAt(deployment, 'status', name) ?? 0;
  return (
    wanted(current) === spec.replicas &&
    ['replicas', 'updatedReplicas', 'availableReplicas'].every((name) => figure(name) === spec.replicas)
  );
}

/** True where a status says that its rollout is over. */
export function isSettled(status: Json): boolean {
  const condition = conditionOf({ status }, 'Progressing');
  return textAt(condition, 'reason') === 'NewReplicaSetAvailable';
}
