import { listAt, objectAt, textAt, withAt } from '../../objects/json.ts';
import {
  controllerOf,
  isBeingDeleted,
  isKubeObject,
  type KubeObject,
  nameOf,
  namespaceOf,
} from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import type { World } from '../../world.ts';
import { update, writeStatus } from '../support/acting.ts';
import { conditionIn, withCondition } from '../support/conditions.ts';
import { type Recorder, schedulingRecorder } from '../support/events.ts';
import { isFinished } from '../support/pods.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';
import { obstaclesOf } from './fit.ts';
import { missingClaim } from './claims.ts';
import { unschedulableMessage } from './message.ts';

/** Simulated milliseconds after which a pod without a node is tried again, though nothing has changed. */
const retry = 60_000;

/** Gives each pod a node that can take it; one that no node takes waits until something changes. */
export const scheduler = reconciler('scheduler', (world, queue) => {
  const events = schedulingRecorder(world);
  return {
    resources: ['pods', 'nodes', 'persistentvolumeclaims'],
    keysOf: ({ resource, type, object }) => {
      if (resource === 'pods' && type !== 'DELETED' && !isFinished(object))
        return isWaiting(object) ? [keyOf(object)] : [];
      return world.store.list('pods').filter(isWaiting).map(keyOf);
    },
    reconcile: (key) => {
      const pod = objectOf(world, 'pods', key);
      if (pod === undefined || !isWaiting(pod)) return;
      if (!place(world, events, pod)) queue.addAfter(key, retry);
    },
  };
});

function isWaiting(pod: KubeObject): boolean {
  return textAt(pod, 'spec', 'nodeName') === undefined && !isBeingDeleted(pod) && !isFinished(pod);
}

/** True where the pod has got a node. */
function place(world: World, events: Recorder, pod: KubeObject): boolean {
  const running = world.store.list('pods').filter((one) => !isFinished(one));
  const nodes = world.store.list('nodes').map((node) => {
    const present = running.filter((one) => textAt(one, 'spec', 'nodeName') === nameOf(node));
    return { node, present, obstacles: obstaclesOf(node, pod, present) };
  });
  const claim = missingClaim(world, pod);
  const fitting = claim === undefined ? nodes.filter(({ obstacles }) => obstacles.length === 0) : [];
  const [best] = fitting.toSorted(
    (a, b) =>
      siblings(pod, a.present) - siblings(pod, b.present) ||
      a.present.length - b.present.length ||
      (nameOf(a.node) < nameOf(b.node) ? -1 : 1),
  );
  if (best === undefined) {
    const message = unschedulableMessage(
      nodes.map(({ obstacles }) => obstacles),
      claim,
    );
    refuse(world, events, pod, message);
  } else bind(world, events, pod, nameOf(best.node));
  return best !== undefined;
}

/** Pods of the same owner: they are spread over the nodes. */
function siblings(pod: KubeObject, present: readonly KubeObject[]): number {
  const owner = controllerOf(pod)?.uid;
  return owner === undefined ? 0 : present.filter((one) => controllerOf(one)?.uid === owner).length;
}

function bind(world: World, events: Recorder, pod: KubeObject, node: string): void {
  const bound = withAt(pod, ['spec', 'nodeName'], node);
  if (!isKubeObject(bound) || !update(world, bound, 'kube-scheduler').ok) return;
  condition(world, pod, { status: 'True' });
  const message = `Successfully assigned ${namespaceOf(pod) ?? ''}/${nameOf(pod)} to ${node}`;
  events.record(pod, { type: 'Normal', reason: 'Scheduled', message });
}

function refuse(world: World, events: Recorder, pod: KubeObject, message: string): void {
  const before = conditionIn(listAt(pod, 'status', 'conditions'), 'PodScheduled');
  if (textAt(before, 'message') !== message) {
    condition(world, pod, { status: 'False', reason: 'Unschedulable', message });
  }
  events.record(pod, { type: 'Warning', reason: 'FailedScheduling', message });
}

function condition(world: World, pod: KubeObject, said: Readonly<Record<string, string>>): void {
  const status = objectAt(pod, 'status');
  const conditions = withCondition(listAt(status, 'conditions'), {
    lastProbeTime: null,
    lastTransitionTime: stamp(world.schedule.now()),
    type: 'PodScheduled',
    ...said,
  });
  writeStatus(world, pod, { ...status, phase: 'Pending', conditions }, 'kube-scheduler');
}
