import { numberAt, objectAt } from '../../objects/json.ts';
import { isBeingDeleted, type KubeObject, nameOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { create, remove, writeStatus } from '../support/acting.ts';
import { AvailableSince } from '../support/available-since.ts';
import { eventRecorder, type Recorder } from '../support/events.ts';
import { claimed, isActive, podOf } from '../support/pods.ts';
import { controllerKeys, keyOf, objectOf, type Queue, reconciler } from '../support/reconciler.ts';
import { RetryDelays } from '../support/retry-delays.ts';
import { type PodsOfSet, statusOf } from './status.ts';
import { leastWantedFirst } from './victims.ts';

/** Keeps as many pods of a ReplicaSet's template as it asks for. */
export const replicaSetController = reconciler('replicaset', (world, queue) => {
  const sets = new ReplicaSets(world, queue);
  return {
    resources: ['replicasets.apps', 'pods'],
    keysOf: ({ resource, object }) =>
      resource === 'pods' ? controllerKeys(object, 'ReplicaSet') : [keyOf(object)],
    reconcile: (key) => {
      const set = objectOf(world, 'replicasets.apps', key);
      if (set !== undefined) sets.bring(key, set);
    },
  };
});

class ReplicaSets {
  readonly #world: World;
  readonly #queue: Queue;
  readonly #events: Recorder;
  readonly #available: AvailableSince;
  readonly #retries = new RetryDelays();

  constructor(world: World, queue: Queue) {
    this.#world = world;
    this.#queue = queue;
    this.#events = eventRecorder(world, { component: 'replicaset-controller' });
    this.#available = new AvailableSince(world, (key) => queue.add(key));
  }

  bring(key: string, set: KubeObject): void {
    const pods = claimed(this.#world, set, 'pods').filter(isActive);
    const failure = isBeingDeleted(set) ? undefined : this.#toSize(set, pods);
    if (failure === undefined) this.#retries.reset(key);
    else this.#queue.addAfter(key, this.#retries.next(key));
    const seconds = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
    const available = pods.filter((pod) => this.#available.isAvailable(key, pod, seconds));
    writeStatus(
      this.#world,
      set,
      statusOf(set, { pods, available, failure, now: this.#world.schedule.now() }),
    );
  }

  #toSize(set: KubeObject, pods: readonly KubeObject[]): PodsOfSet['failure'] {
    const missing = (numberAt(set, 'spec', 'replicas') ?? 1) - pods.length;
    for (let made = 0; made < missing; made += 1) {
      const message = this.#make(set);
      if (message !== undefined) return { reason: 'FailedCreate', message };
    }
    for (const pod of missing < 0 ? leastWantedFirst(pods).slice(0, -missing) : []) {
      remove(this.#world, pod);
      const message = `Deleted pod: ${nameOf(pod)}`;
      this.#events.record(set, { type: 'Normal', reason: 'SuccessfulDelete', message });
    }
    return undefined;
  }

  /** Makes one pod; gives why the API server refuses it. */
  #make(set: KubeObject): string | undefined {
    const created = create(this.#world, podOf(set, objectAt(set, 'spec', 'template')));
    if (created.ok) {
      const message = `Created pod: ${nameOf(created.value)}`;
      this.#events.record(set, { type: 'Normal', reason: 'SuccessfulCreate', message });
      return undefined;
    }
    const { message } = created.failure;
    this.#events.record(set, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${message}`,
    });
    return message;
  }
}
