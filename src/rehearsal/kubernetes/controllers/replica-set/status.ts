import { type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from '../../objects/json.ts';
import { type KubeObject, labelsOf } from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import { conditionIn, omitEmpty, withCondition, withoutCondition } from '../support/conditions.ts';
import { isReady } from '../support/pods.ts';

export interface PodsOfSet {
  readonly pods: readonly KubeObject[];
  readonly available: readonly KubeObject[];
  /** Why pods could not be made or taken away; undefined: they could. */
  readonly failure:
    | { readonly reason: 'FailedCreate' | 'FailedDelete'; readonly message: string }
    | undefined;
  readonly now: number;
}

/** The status of a ReplicaSet, by the pods it has. */
export function statusOf(set: KubeObject, { pods, available, failure, now }: PodsOfSet): JsonObject {
  const labels = Object.entries(objectAt(set, 'spec', 'template', 'metadata', 'labels'));
  return {
    replicas: pods.length,
    ...omitEmpty({
      fullyLabeledReplicas: pods.filter((pod) => labels.every(([key, value]) => labelsOf(pod)[key] === value))
        .length,
      readyReplicas: pods.filter(isReady).length,
      availableReplicas: available.length,
      observedGeneration: numberAt(set.metadata, 'generation') ?? 0,
      conditions: conditionsOf(listAt(set, 'status', 'conditions'), failure, now),
    }),
  };
}

function conditionsOf(before: readonly Json[], failure: PodsOfSet['failure'], now: number): readonly Json[] {
  if (failure === undefined) return withoutCondition(before, 'ReplicaFailure');
  const present = conditionIn(before, 'ReplicaFailure');
  if (textAt(present, 'reason') === failure.reason && textAt(present, 'status') === 'True') return before;
  return withCondition(before, {
    type: 'ReplicaFailure',
    status: 'True',
    reason: failure.reason,
    message: failure.message,
    lastTransitionTime: stamp(now),
  });
}
