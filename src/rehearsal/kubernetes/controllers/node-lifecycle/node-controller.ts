import type { Cancel } from '../../../time/schedule.ts';
import { isObject, listAt, objectAt, sameJson, textAt, withAt } from '../../objects/json.ts';
import {
  isBeingDeleted,
  isKubeObject,
  type KubeObject,
  nameOf,
  namespaceOf,
  uidOf,
} from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { remove, update, writeStatus } from '../support/acting.ts';
import { eventRecorder, type Recorder } from '../support/events.ts';
import { isFinished } from '../support/pods.ts';
import { objectOf, reconciler } from '../support/reconciler.ts';
import { isNodeReady, patienceOf, taintsOf, unreadyCondition } from './taints.ts';

/** Taints a node whose kubelet is silent, and gives its pods up when they tolerate that no longer. */
export const nodeController = reconciler('node-lifecycle', (world) => {
  const nodes = new Nodes(world);
  return {
    resources: ['nodes', 'pods'],
    keysOf: ({ resource, object }) => {
      const node = resource === 'nodes' ? nameOf(object) : textAt(object, 'spec', 'nodeName');
      return node === undefined ? [] : [`/${node}`];
    },
    reconcile: (key) => {
      const node = objectOf(world, 'nodes', key);
      if (node !== undefined) nodes.bring(node);
    },
  };
});

class Nodes {
  readonly #world: World;
  readonly #events: Recorder;
  readonly #evictions = new Map<string, Cancel>();
  readonly #down = new Set<string>();

  constructor(world: World) {
    this.#world = world;
    this.#events = eventRecorder(world, { component: 'node-controller' });
  }

  bring(node: KubeObject): void {
    const taints = taintsOf(node, this.#world.schedule.now());
    if (!sameJson(taints, listAt(node, 'spec', 'taints'))) {
      const tainted = withAt(node, ['spec', 'taints'], taints.length === 0 ? undefined : taints);
      if (isKubeObject(tainted)) update(this.#world, tainted);
    }
    const ready = isNodeReady(node);
    this.#tell(node, ready);
    if (ready && taints.length === 0 && this.#evictions.size === 0) return;
    for (const pod of this.#podsOn(nameOf(node))) this.#judge(pod, patienceOf(pod, taints), ready);
  }

  #tell(node: KubeObject, ready: boolean): void {
    const name = nameOf(node);
    if (ready !== this.#down.has(name)) return;
    if (ready) this.#down.delete(name);
    else this.#down.add(name);
    const state = ready ? 'NodeReady' : 'NodeNotReady';
    this.#events.record(node, {
      type: 'Normal',
      reason: state,
      message: `Node ${name} status is now: ${state}`,
    });
  }

  #judge(pod: KubeObject, patience: number | undefined, nodeReady: boolean): void {
    const uid = uidOf(pod);
    if (!nodeReady) this.#markUnready(pod);
    if (patience === undefined || isBeingDeleted(pod)) {
      this.#evictions.get(uid)?.();
      this.#evictions.delete(uid);
    } else if (!this.#evictions.has(uid)) {
      this.#evictions.set(
        uid,
        this.#world.schedule.after(patience * 1000, () => this.#evict(pod)),
      );
    }
  }

  #markUnready(pod: KubeObject): void {
    const status = objectAt(pod, 'status');
    const conditions = listAt(status, 'conditions').map((condition) =>
      isObject(condition) && condition['type'] === 'Ready'
        ? unreadyCondition(condition, this.#world.schedule.now())
        : condition,
    );
    if (sameJson(conditions, listAt(status, 'conditions'))) return;
    const message = 'Node is not ready';
    this.#events.record(pod, { type: 'Warning', reason: 'NodeNotReady', message });
    writeStatus(this.#world, pod, { ...status, conditions });
  }

  #evict(pod: KubeObject): void {
    this.#evictions.delete(uidOf(pod));
    const message = `Marking for deletion Pod ${namespaceOf(pod) ?? ''}/${nameOf(pod)}`;
    this.#events.record(pod, { type: 'Normal', reason: 'TaintManagerEviction', message });
    remove(this.#world, pod);
  }

  #podsOn(node: string): readonly KubeObject[] {
    return this.#world.store
      .list('pods')
      .filter((pod) => textAt(pod, 'spec', 'nodeName') === node && !isFinished(pod));
  }
}
