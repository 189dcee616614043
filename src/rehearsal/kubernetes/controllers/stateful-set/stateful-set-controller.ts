import { type JsonObject, numberAt, textAt } from '../../objects/json.ts';
import { isBeingDeleted, type KubeObject, nameOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { remove, writeStatus } from '../support/acting.ts';
import { omitEmpty } from '../support/conditions.ts';
import { presentRevision, revisionOf } from '../support/controller-revisions.ts';
import { eventRecorder, type Recorder } from '../support/events.ts';
import { claimed, isFinished, isReady } from '../support/pods.ts';
import { controllerKeys, keyOf, objectOf, type Queue, reconciler } from '../support/reconciler.ts';
import { RetryDelays } from '../support/retry-delays.ts';
import { createMember, ordinalOf } from './members.ts';

/** Keeps the numbered pods of each StatefulSet: made from the first, updated and taken away from the last, one at a time. */
export const statefulSetController = reconciler('statefulset', (world, queue) => {
  const sets = new StatefulSets(world, queue);
  return {
    resources: ['statefulsets.apps', 'pods'],
    keysOf: ({ resource, object }) =>
      resource === 'pods' ? controllerKeys(object, 'StatefulSet') : [keyOf(object)],
    reconcile: (key) => {
      const set = objectOf(world, 'statefulsets.apps', key);
      if (set !== undefined && !isBeingDeleted(set)) sets.bring(key, set);
    },
  };
});

interface Member {
  readonly ordinal: number;
  readonly pod: KubeObject;
}

class StatefulSets {
  readonly #world: World;
  readonly #queue: Queue;
  readonly #events: Recorder;
  readonly #retries = new RetryDelays();

  constructor(world: World, queue: Queue) {
    this.#world = world;
    this.#queue = queue;
    this.#events = eventRecorder(world, { component: 'statefulset-controller' });
  }

  bring(key: string, set: KubeObject): void {
    const revision = presentRevision(this.#world, set);
    this.#move(key, set, revision.hash, this.#members(set));
    const status = statusOf(
      set,
      revision,
      this.#members(set).map(({ pod }) => pod),
    );
    writeStatus(this.#world, set, status);
  }

  #members(set: KubeObject): readonly Member[] {
    return claimed(this.#world, set, 'pods').flatMap((pod) => {
      const ordinal = ordinalOf(set, pod);
      return ordinal === undefined ? [] : [{ ordinal, pod }];
    });
  }

  #move(key: string, set: KubeObject, revision: string, members: readonly Member[]): void {
    const replicas = numberAt(set, 'spec', 'replicas') ?? 1;
    const ordinals = Array.from({ length: replicas }, (_, ordinal) => ordinal);
    if (!this.#fill(key, set, ordinals, revision, members)) return;
    const beyond = members
      .filter(({ ordinal, pod }) => ordinal >= replicas && !isBeingDeleted(pod))
      .toSorted((a, b) => b.ordinal - a.ordinal);
    for (const { pod } of isParallel(set) ? beyond : beyond.slice(0, 1)) this.#drop(set, pod);
    if (members.every(({ ordinal }) => ordinal < replicas)) this.#renew(set, revision, members);
  }

  /** Makes the pods that are missing; false where one has to be waited for before anything else is done. */
  #fill(
    key: string,
    set: KubeObject,
    ordinals: readonly number[],
    revision: string,
    members: readonly Member[],
  ): boolean {
    for (const ordinal of ordinals) {
      const pod = members.find((member) => member.ordinal === ordinal)?.pod;
      if (pod === undefined) this.#make(key, set, ordinal, revision);
      else if (isFinished(pod) && !isBeingDeleted(pod)) this.#drop(set, pod);
      if (isParallel(set) || (pod !== undefined && isUp(pod))) continue;
      // A pod of an old template that never gets ready is replaced by one of the new template.
      return pod !== undefined && revisionOf(pod) !== revision;
    }
    return true;
  }

  /** Takes the last pod of an old template away, once all after it are up. */
  #renew(set: KubeObject, revision: string, members: readonly Member[]): void {
    if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
    const partition = numberAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
    for (const { ordinal, pod } of members.toSorted((a, b) => b.ordinal - a.ordinal)) {
      if (ordinal < partition) return;
      if (revisionOf(pod) !== revision && !isBeingDeleted(pod)) {
        this.#drop(set, pod);
        return;
      }
      if (!isUp(pod)) return;
    }
  }

  #make(key: string, set: KubeObject, ordinal: number, revision: string): void {
    const name = `${nameOf(set)}-${String(ordinal)}`;
    const created = createMember(this.#world, set, ordinal, revision);
    const what = `create Pod ${name} in StatefulSet ${nameOf(set)}`;
    if (created.ok) {
      this.#retries.reset(key);
      this.#events.record(set, { type: 'Normal', reason: 'SuccessfulCreate', message: `${what} successful` });
      return;
    }
    const message = `${what} failed error: ${created.failure.message}`;
    this.#events.record(set, { type: 'Warning', reason: 'FailedCreate', message });
    this.#queue.addAfter(key, this.#retries.next(key));
  }

  #drop(set: KubeObject, pod: KubeObject): void {
    remove(this.#world, pod);
    const message = `delete Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)} successful`;
    this.#events.record(set, { type: 'Normal', reason: 'SuccessfulDelete', message });
  }
}

function isParallel(set: KubeObject): boolean {
  return textAt(set, 'spec', 'podManagementPolicy') === 'Parallel';
}

function isUp(pod: KubeObject): boolean {
  return isReady(pod) && !isBeingDeleted(pod);
}

function statusOf(
  set: KubeObject,
  revision: { readonly name: string; readonly hash: string },
  pods: readonly KubeObject[],
): JsonObject {
  const replicas = numberAt(set, 'spec', 'replicas') ?? 1;
  const living = pods.filter((pod) => !isBeingDeleted(pod));
  const updated = living.filter((pod) => revisionOf(pod) === revision.hash);
  const before = textAt(set, 'status', 'currentRevision') ?? revision.name;
  const isDone = updated.filter(isReady).length === replicas && pods.length === replicas;
  const current = isDone ? revision.name : before;
  return {
    replicas: pods.length,
    availableReplicas: living.filter(isReady).length,
    collisionCount: 0,
    currentRevision: current,
    updateRevision: revision.name,
    ...omitEmpty({
      observedGeneration: numberAt(set.metadata, 'generation') ?? 0,
      readyReplicas: living.filter(isReady).length,
      currentReplicas: living.filter((pod) => `${nameOf(set)}-${revisionOf(pod)}` === current).length,
      updatedReplicas: updated.length,
    }),
  };
}
