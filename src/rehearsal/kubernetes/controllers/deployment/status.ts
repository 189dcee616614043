import { type Json, type JsonObject, listAt, numberAt, textAt } from '../../objects/json.ts';
import { type KubeObject, nameOf } from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import {
  conditionIn,
  conditionOf,
  isTrue,
  omitEmpty,
  withCondition,
  withoutCondition,
} from '../support/conditions.ts';
import { actual, available, ready, sum, wanted } from './replica-sets.ts';
import type { DeploymentSpec } from './spec.ts';

/** What the status of a Deployment is made of. */
export interface Standing {
  readonly deployment: KubeObject;
  readonly spec: DeploymentSpec;
  readonly current: KubeObject | undefined;
  readonly old: readonly KubeObject[];
  /** True once the deadline has passed since something last moved. */
  readonly late: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The status, and whether something has moved since the last one, so that the deadline begins anew. */
export interface NextStatus {
  readonly status: JsonObject;
  readonly moved: boolean;
}

/** The figures and the condition Available, with the other conditions as they are. */
export function statusOf(standing: Standing): JsonObject {
  const { deployment, spec, current, old } = standing;
  const all = current === undefined ? old : [...old, current];
  const availableReplicas = sum(all, available);
  const enough = availableReplicas >= spec.replicas - (spec.recreate ? 0 : spec.maxUnavailable);
  return omitEmpty({
    observedGeneration: numberAt(deployment.metadata, 'generation') ?? 0,
    replicas: sum(all, actual),
    updatedReplicas: current === undefined ? 0 : actual(current),
    readyReplicas: sum(all, ready),
    availableReplicas,
    unavailableReplicas: Math.max(0, sum(all, wanted) - availableReplicas),
    collisionCount: numberAt(deployment, 'status', 'collisionCount'),
    conditions: changed(listAt(deployment, 'status', 'conditions'), standing.now, {
      type: 'Available',
      status: enough ? 'True' : 'False',
      reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      message: `Deployment ${enough ? 'has' : 'does not have'} minimum availability.`,
    }),
  });
}

/** The status in the middle or at the end of a rollout: with Progressing and ReplicaFailure. */
export function rolloutStatusOf(standing: Standing): NextStatus {
  const status = statusOf(standing);
  const progress = progressOf(standing, status);
  const conditions = withFailure(standing, progress.conditions);
  return { status: { ...status, conditions }, moved: progress.moved };
}

interface Progress {
  readonly conditions: readonly Json[];
  readonly moved: boolean;
}

function progressOf(standing: Standing, status: JsonObject): Progress {
  const { spec, current, deployment, now } = standing;
  const conditions = listAt(status, 'conditions');
  if (spec.progressDeadline === undefined)
    return { conditions: withoutCondition(conditions, 'Progressing'), moved: false };
  const before = conditionIn(conditions, 'Progressing');
  const settled = figure(status, 'replicas') === figure(status, 'updatedReplicas');
  if (settled && textAt(before, 'reason') === 'NewReplicaSetAvailable') return { conditions, moved: false };
  const what =
    current === undefined
      ? `Deployment ${JSON.stringify(nameOf(deployment))}`
      : `ReplicaSet ${JSON.stringify(nameOf(current))}`;
  if (isComplete(spec, status)) {
    const complete = progressing('True', 'NewReplicaSetAvailable', `${what} has successfully progressed.`);
    return { conditions: changed(conditions, now, complete), moved: false };
  }
  if (hasMoved(deployment, status)) {
    const moving = progressing('True', 'ReplicaSetUpdated', `${what} is progressing.`);
    return { conditions: renewed(conditions, now, moving), moved: true };
  }
  if (!standing.late) return { conditions, moved: false };
  const late = progressing('False', 'ProgressDeadlineExceeded', `${what} has timed out progressing.`);
  return { conditions: changed(conditions, now, late), moved: false };
}

function isComplete({ replicas }: DeploymentSpec, status: JsonObject): boolean {
  return ['replicas', 'updatedReplicas', 'availableReplicas'].every(
    (key) => figure(status, key) === replicas,
  );
}

/** True where more pods are updated, ready or available than before, or fewer old ones are left. */
function hasMoved(before: KubeObject, after: JsonObject): boolean {
  const was = (key: string): number => numberAt(before, 'status', key) ?? 0;
  const is = (key: string): number => figure(after, key);
  return (
    is('updatedReplicas') !== was('updatedReplicas') ||
    is('replicas') - is('updatedReplicas') < was('replicas') - was('updatedReplicas') ||
    is('readyReplicas') > was('readyReplicas') ||
    is('availableReplicas') > was('availableReplicas')
  );
}

function figure(status: JsonObject, key: string): number {
  return numberAt(status, key) ?? 0;
}

/** What keeps the ReplicaSets from making pods is told of the Deployment too. */
function withFailure({ current, old, now }: Standing, conditions: readonly Json[]): readonly Json[] {
  const failure = [...(current === undefined ? [] : [current]), ...old]
    .map((set) => conditionOf(set, 'ReplicaFailure'))
    .find(isTrue);
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  return changed(conditions, now, {
    type: 'ReplicaFailure',
    status: 'True',
    reason: textAt(failure, 'reason') ?? '',
    message: textAt(failure, 'message') ?? '',
  });
}

export interface NewCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

export function progressing(status: NewCondition['status'], reason: string, message: string): NewCondition {
  return { type: 'Progressing', status, reason, message };
}

/** The conditions with this one; where it has the same status and reason already, as they are. */
export function changed(conditions: readonly Json[], now: number, condition: NewCondition): readonly Json[] {
  const before = conditionIn(conditions, condition.type);
  const same = textAt(before, 'status') === condition.status && textAt(before, 'reason') === condition.reason;
  return same ? conditions : renewed(conditions, now, condition);
}

/** The conditions with this one as of now; the time of its last transition stays where its status does. */
function renewed(conditions: readonly Json[], now: number, condition: NewCondition): readonly Json[] {
  const before = conditionIn(conditions, condition.type);
  const time = stamp(now);
  const kept =
    textAt(before, 'status') === condition.status ? textAt(before, 'lastTransitionTime') : undefined;
  return withCondition(conditions, { ...condition, lastUpdateTime: time, lastTransitionTime: kept ?? time });
}
