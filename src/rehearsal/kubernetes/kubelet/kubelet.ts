import { listAt, textAt } from '../objects/json.ts';
import { isBeingDeleted, type KubeObject, nameOf, uidOf } from '../objects/kube-object.ts';
import { isNodeReady } from '../controllers/node-lifecycle/taints.ts';
import { eventRecorder } from '../controllers/support/events.ts';
import { isFinished } from '../controllers/support/pods.ts';
import { keyOf, objectOf, reconciler } from '../controllers/support/reconciler.ts';
import type { World } from '../world.ts';
import { type NodePlace, PodWorker } from './pod-worker.ts';

/** The kubelets of all nodes: each pod that has a node is run there. */
export const kubelet = reconciler('kubelet', (world) => {
  const workers = new Map<string, PodWorker>();
  const nodes = new Map<string, NodePlace>();
  return {
    resources: ['pods', 'nodes'],
    keysOf: ({ resource, object }) => {
      if (resource === 'nodes') return podsOn(world, nameOf(object)).map(keyOf);
      return textAt(object, 'spec', 'nodeName') === undefined ? [] : [keyOf(object)];
    },
    reconcile: (key) => {
      const pod = objectOf(world, 'pods', key);
      const worker = workers.get(key);
      if (worker !== undefined && worker.uid !== (pod === undefined ? '' : uidOf(pod))) {
        worker.close();
        workers.delete(key);
      }
      const node = textAt(pod, 'spec', 'nodeName');
      if (pod === undefined || node === undefined) return;
      const current = workers.get(key) ?? (isFinished(pod) ? undefined : begin(pod, node));
      if (current === undefined) return;
      workers.set(key, current);
      current.see(pod);
      if (!isUp(world, node)) {
        current.hold();
        return;
      }
      current.goOn();
      if (isBeingDeleted(pod)) current.leave();
    },
  };

  function begin(pod: KubeObject, node: string): PodWorker {
    const place = nodes.get(node) ?? placeOf(world, node);
    nodes.set(node, place);
    const events = eventRecorder(world, { component: 'kubelet', host: node });
    const worker = new PodWorker(world, pod, place, events);
    worker.start();
    return worker;
  }
});

function podsOn({ store }: World, node: string): readonly KubeObject[] {
  return store.list('pods').filter((pod) => textAt(pod, 'spec', 'nodeName') === node);
}

/** A node whose Ready condition is not true has no kubelet. */
function isUp({ store }: World, name: string): boolean {
  const node = store.get('nodes', undefined, name);
  return node !== undefined && isNodeReady(node);
}

/** The addresses of a node's pods are 10.244.NODE.2 and up, and begin anew after 254. */
function placeOf(world: World, name: string): NodePlace {
  const nodes = world.store.list('nodes');
  const index = nodes.findIndex((node) => nameOf(node) === name);
  const address = listAt(nodes[index], 'status', 'addresses').find(
    (one) => textAt(one, 'type') === 'InternalIP',
  );
  let given = 0;
  return {
    images: new Set(),
    hostIp: textAt(address, 'address') ?? '',
    newIp: () => {
      given += 1;
      return `10.244.${String(Math.max(0, index))}.${String(((given - 1) % 253) + 2)}`;
    },
  };
}
