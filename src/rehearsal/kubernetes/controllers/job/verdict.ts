import { type Json, listAt, numberAt, textAt } from '../../objects/json.ts';
import type { KubeObject } from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import { conditionOf, isTrue, withCondition } from '../support/conditions.ts';
import { isActive } from '../support/pods.ts';
import type { JobSpec } from './spec.ts';

/** How a Job ends, in the job controller's words. */
export interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
}

/** A Job's pods by what became of them. */
export interface JobPods {
  readonly active: readonly KubeObject[];
  readonly succeeded: number;
  readonly failed: number;
  /** Restarts of containers in pods that go on. */
  readonly restarts: number;
}

export function sortPods(pods: readonly KubeObject[]): JobPods {
  const ended = (phase: string): number =>
    pods.filter((pod) => textAt(pod, 'status', 'phase') === phase).length;
  const active = pods.filter(isActive);
  return {
    active,
    succeeded: ended('Succeeded'),
    failed: ended('Failed'),
    restarts: sum(active.map(restartsOf)),
  };
}

/** The end that a Job has come to; undefined: it goes on. */
export function verdictOf(spec: JobSpec, pods: JobPods, isLate: boolean): Verdict | undefined {
  const failures = spec.restartsInPlace ? pods.restarts : 0;
  if (pods.failed > spec.backoffLimit || (failures > 0 && failures >= spec.backoffLimit)) {
    return {
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  }
  if (isLate) {
    return {
      type: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  if (pods.succeeded < spec.completions) return undefined;
  return {
    type: 'Complete',
    reason: 'CompletionsReached',
    message: 'Reached expected number of succeeded pods',
  };
}

export function isFinished(job: KubeObject): boolean {
  return isTrue(conditionOf(job, 'Complete')) || isTrue(conditionOf(job, 'Failed'));
}

/** The conditions with a verdict: what the end is by, and that it has come (two since 1.31). */
export function judged(
  conditions: readonly Json[],
  { type, reason, message }: Verdict,
  now: number,
): readonly Json[] {
  const time = stamp(now);
  const targets = [type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget', type];
  return targets.reduce(
    (list, target) =>
      withCondition(list, {
        type: target,
        status: 'True',
        reason,
        message,
        lastProbeTime: time,
        lastTransitionTime: time,
      }),
    conditions,
  );
}

function restartsOf(pod: KubeObject): number {
  return sum(
    listAt(pod, 'status', 'containerStatuses').map((status) => numberAt(status, 'restartCount') ?? 0),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
