import { at, flagAt, type Json, type JsonObject, numberAt, objectAt, textAt } from '../../objects/json.ts';
import type { KubeObject } from '../../objects/kube-object.ts';

/** What a Deployment asks for, with the API's defaults. */
export interface DeploymentSpec {
  readonly replicas: number;
  readonly paused: boolean;
  /** Seconds for which a pod must be ready before it counts as available. */
  readonly minReadySeconds: number;
  /** Seconds; undefined: a rollout may take for ever. */
  readonly progressDeadline: number | undefined;
  /** Old ReplicaSets that are kept. */
  readonly historyLimit: number;
  readonly recreate: boolean;
  /** Pods that may exist beyond the wanted ones during a rolling update. */
  readonly maxSurge: number;
  /** Pods that may be missing during a rolling update. */
  readonly maxUnavailable: number;
  readonly template: JsonObject;
}

const never = 2_147_483_647;

export function specOf(deployment: KubeObject): DeploymentSpec {
  const spec = objectAt(deployment, 'spec');
  const replicas = numberAt(spec, 'replicas') ?? 1;
  const deadline = numberAt(spec, 'progressDeadlineSeconds') ?? 600;
  return {
    replicas,
    paused: flagAt(spec, 'paused') ?? false,
    minReadySeconds: numberAt(spec, 'minReadySeconds') ?? 0,
    progressDeadline: deadline >= never ? undefined : deadline,
    historyLimit: numberAt(spec, 'revisionHistoryLimit') ?? 10,
    recreate: textAt(spec, 'strategy', 'type') === 'Recreate',
    ...fencesOf(at(spec, 'strategy', 'rollingUpdate'), replicas),
    template: objectAt(spec, 'template'),
  };
}

/** Surge is rounded up, unavailability down; both zero would never move (ResolveFenceposts). */
function fencesOf(
  rolling: Json | undefined,
  replicas: number,
): Pick<DeploymentSpec, 'maxSurge' | 'maxUnavailable'> {
  const maxSurge = shareOf(at(rolling, 'maxSurge') ?? '25%', replicas, Math.ceil);
  const unavailable = shareOf(at(rolling, 'maxUnavailable') ?? '25%', replicas, Math.floor);
  const maxUnavailable = maxSurge === 0 && unavailable === 0 ? 1 : unavailable;
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

/** A number as it is, or a percentage of `total`. */
export function shareOf(value: Json, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? 0 : round((Number(percent) * total) / 100);
}
