import { diagnosePod } from '../../checks/pods/diagnose.ts';
import { type Finding, isFatal } from '../../checks/pods/finding.ts';
import type { Job, NamespaceState, Pod, Terminated } from '../../ports/cluster.ts';

/** How a Job ended. */
export type JobEnd =
  | { readonly kind: 'complete' }
  | {
      readonly kind: 'failed' | 'deleted' | 'cannot-start';
      /** A sentence. */
      readonly message: string;
      readonly exitCode?: number;
      readonly pod?: string;
      readonly next: string;
    };

/**
 * Judges a Job by name: complete, failed, deleted by somebody, or with a pod that can't start. Undefined: it
 * still runs. `spent` gives milliseconds by our own clock, for what is given a grace period.
 */
export function makeJobJudge(
  name: string,
  spent: () => number,
): (state: NamespaceState) => JobEnd | undefined {
  const firstSeen = new Map<string, number>();
  let known = false;
  return (state) => {
    const job = state.jobs.find((one) => one.name === name);
    // A watch may begin before the Job is in it; one that was there and is not any more was deleted.
    if (job === undefined) return known ? deleted() : undefined;
    known = true;
    const pods = podsOfJob(job, state);
    if (isTrue(job, 'Complete')) return { kind: 'complete' };
    if (isTrue(job, 'Failed')) return failed(job, pods);
    return cantStart(pods, state, (finding) => {
      const seen = firstSeen.get(finding.key) ?? spent();
      firstSeen.set(finding.key, seen);
      return spent() - seen;
    });
  };
}

/** The pods that a Job has made. */
export function podsOfJob(job: Job, state: NamespaceState): readonly Pod[] {
  return state.pods.filter((pod) => pod.owner?.uid === job.uid);
}

function isTrue(job: Job, type: string): boolean {
  return job.conditions.some((condition) => condition.type === type && condition.status === 'True');
}

function deleted(): JobEnd {
  return {
    kind: 'deleted',
    message: 'Somebody deleted it before it ended.',
    next: 'Ask who deleted it, and find out how far it came',
  };
}

function failed(job: Job, pods: readonly Pod[]): JobEnd {
  const condition = job.conditions.find((one) => one.type === 'Failed');
  if (condition?.reason === 'DeadlineExceeded') {
    return {
      kind: 'failed',
      message: 'It did not end within its deadline and the cluster stopped it.',
      next: 'Find out how far it came; give it a longer deadline if it only needs more time',
    };
  }
  const found = pods.map((pod) => ({ pod, end: endOf(pod) })).find(({ end }) => end !== undefined);
  if (found?.end === undefined) {
    return { kind: 'failed', message: condition?.message ?? 'It failed.', next: 'Look at its events' };
  }
  const reason = found.end.reason === 'OOMKilled' ? ' because it used more memory than its limit' : '';
  return {
    kind: 'failed',
    message: `It failed with exit code ${String(found.end.exitCode)}${reason}.`,
    exitCode: found.end.exitCode,
    pod: found.pod.name,
    next: 'Read its last log lines; nothing was deployed by this step',
  };
}

function endOf(pod: Pod): Terminated | undefined {
  for (const { state } of pod.containers) {
    if (state?.kind === 'terminated' && state.exitCode !== 0) return state;
  }
  return undefined;
}

function cantStart(
  pods: readonly Pod[],
  state: NamespaceState,
  age: (finding: Finding) => number,
): JobEnd | undefined {
  for (const pod of pods) {
    const finding = diagnosePod(pod, state.events);
    // A container that ended is the Job's own affair: its controller says so in a moment.
    if (finding === undefined || finding.exitCode !== undefined) continue;
    if (!isFatal(finding, age(finding))) continue;
    return { kind: 'cannot-start', message: finding.message, pod: pod.name, next: finding.next };
  }
  return undefined;
}
