import { type Json, listAt, objectAt, textAt } from '../../objects/json.ts';
import { isBeingDeleted, type KubeObject, nameOf } from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import type { World } from '../../world.ts';
import { create, remove, writeStatus } from '../support/acting.ts';
import { conditionOf, isTrue, omitEmpty, withCondition } from '../support/conditions.ts';
import { eventRecorder, type Recorder } from '../support/events.ts';
import { claimed, isReady, podOf } from '../support/pods.ts';
import { controllerKeys, keyOf, objectOf, type Queue, reconciler } from '../support/reconciler.ts';
import { JobTimes } from './job-times.ts';
import { type JobSpec, specOf } from './spec.ts';
import { isFinished, type JobPods, judged, sortPods, type Verdict, verdictOf } from './verdict.ts';

/** Runs the pods of each Job until enough have succeeded, or too many have failed. */
export const jobController = reconciler('job', (world, queue) => {
  const jobs = new Jobs(world, queue);
  return {
    resources: ['jobs.batch', 'pods'],
    keysOf: ({ resource, object }) => (resource === 'pods' ? controllerKeys(object, 'Job') : [keyOf(object)]),
    reconcile: (key) => {
      const job = objectOf(world, 'jobs.batch', key);
      if (job === undefined) jobs.forget(key);
      else if (!isBeingDeleted(job)) jobs.bring(key, job);
    },
  };
});

class Jobs {
  readonly #world: World;
  readonly #events: Recorder;
  readonly #times: JobTimes;

  constructor(world: World, queue: Queue) {
    this.#world = world;
    this.#events = eventRecorder(world, { component: 'job-controller' });
    this.#times = new JobTimes(world.schedule, (key) => queue.add(key));
  }

  forget(key: string): void {
    this.#times.forget(key);
  }

  bring(key: string, job: KubeObject): void {
    const spec = specOf(job);
    if (isFinished(job)) {
      this.#outlive(key, job, spec);
      return;
    }
    const pods = sortPods(claimed(this.#world, job, 'pods'));
    if (spec.suspended) this.#suspend(key, job, pods);
    else this.#go(key, job, spec, pods);
  }

  /** A finished Job is deleted after its time to live. */
  #outlive(key: string, job: KubeObject, { timeToLive }: JobSpec): void {
    if (timeToLive === undefined) return;
    if (this.#times.hasPassed(key, 'end', timeToLive)) remove(this.#world, job);
  }

  #go(key: string, job: KubeObject, spec: JobSpec, pods: JobPods): void {
    const late = spec.deadline !== undefined && this.#times.hasPassed(key, 'deadline', spec.deadline);
    const verdict = verdictOf(spec, pods, late);
    const resumed = this.#resumed(job);
    if (verdict === undefined) {
      const active = [...pods.active, ...this.#fill(key, job, spec, pods)];
      this.#status(job, resumed, { ...pods, active });
      return;
    }
    const left = this.#end(verdict, pods);
    const message = verdict.type === 'Complete' ? 'Job completed' : verdict.message;
    const reason = verdict.type === 'Complete' ? 'Completed' : verdict.reason;
    this.#events.record(job, { type: verdict.type === 'Complete' ? 'Normal' : 'Warning', reason, message });
    this.#status(job, judged(resumed, verdict, this.#world.schedule.now()), left, verdict);
    this.#times.forget(key);
  }

  /** Makes the pods that are wanted now; after a failure not before the back-off has passed. */
  #fill(key: string, job: KubeObject, spec: JobSpec, pods: JobPods): readonly KubeObject[] {
    const wanted = Math.min(spec.parallelism, spec.completions - pods.succeeded) - pods.active.length;
    if (wanted <= 0 || this.#times.isBackingOff(key, pods.failed)) return [];
    const made: KubeObject[] = [];
    for (let count = 0; count < wanted; count += 1) {
      const created = create(this.#world, podOf(job, spec.template));
      if (!created.ok) {
        const message = `Error creating: ${created.failure.message}`;
        this.#events.record(job, { type: 'Warning', reason: 'FailedCreate', message });
        this.#times.retry(key);
        return made;
      }
      made.push(created.value);
      const message = `Created pod: ${nameOf(created.value)}`;
      this.#events.record(job, { type: 'Normal', reason: 'SuccessfulCreate', message });
    }
    return made;
  }

  #end(verdict: Verdict, pods: JobPods): JobPods {
    for (const pod of pods.active) remove(this.#world, pod);
    // Pods that are stopped because their Job failed count as failed.
    return {
      ...pods,
      active: [],
      failed: pods.failed + (verdict.type === 'Failed' ? pods.active.length : 0),
    };
  }

  #suspend(key: string, job: KubeObject, pods: JobPods): void {
    for (const pod of pods.active) {
      remove(this.#world, pod);
      const message = `Deleted pod: ${nameOf(pod)}`;
      this.#events.record(job, { type: 'Normal', reason: 'SuccessfulDelete', message });
    }
    this.#times.forget(key);
    if (isTrue(conditionOf(job, 'Suspended'))) return;
    this.#events.record(job, { type: 'Normal', reason: 'Suspended', message: 'Job suspended' });
    const conditions = this.#suspension(job, 'True', 'JobSuspended', 'Job suspended');
    const { startTime: _started, ...status } = statusOf(job, conditions, { ...pods, active: [] });
    writeStatus(this.#world, job, status);
  }

  #resumed(job: KubeObject): readonly Json[] {
    if (!isTrue(conditionOf(job, 'Suspended'))) return listAt(job, 'status', 'conditions');
    this.#events.record(job, { type: 'Normal', reason: 'Resumed', message: 'Job resumed' });
    return this.#suspension(job, 'False', 'JobResumed', 'Job resumed');
  }

  #suspension(job: KubeObject, status: string, reason: string, message: string): readonly Json[] {
    const time = stamp(this.#world.schedule.now());
    const condition = {
      type: 'Suspended',
      status,
      reason,
      message,
      lastProbeTime: time,
      lastTransitionTime: time,
    };
    return withCondition(listAt(job, 'status', 'conditions'), condition);
  }

  #status(job: KubeObject, conditions: readonly Json[], pods: JobPods, verdict?: Verdict): void {
    const now = stamp(this.#world.schedule.now());
    const startTime = textAt(job, 'status', 'startTime') ?? now;
    const ended = verdict?.type === 'Complete' ? { completionTime: now } : {};
    writeStatus(this.#world, job, { ...statusOf(job, conditions, pods), startTime, ...ended });
  }
}

function statusOf(
  job: KubeObject,
  conditions: readonly Json[],
  { active, succeeded, failed }: JobPods,
): ReturnType<typeof objectAt> {
  const { active: _active, succeeded: _succeeded, failed: _failed, ...before } = objectAt(job, 'status');
  return {
    ...before,
    ...omitEmpty({ active: active.length, succeeded, failed, conditions }),
    ready: active.filter(isReady).length,
    terminating: 0,
    uncountedTerminatedPods: {},
  };
}
