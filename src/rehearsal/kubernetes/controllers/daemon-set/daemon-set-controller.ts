import { at, type JsonObject, listAt, numberAt, objectAt, textAt, withAt } from '../../objects/json.ts';
import { isBeingDeleted, isKubeObject, type KubeObject, nameOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { shareOf } from '../deployment/spec.ts';
import { isMeantFor, mayRunOn } from '../scheduler/fit.ts';
import { create, remove, writeStatus } from '../support/acting.ts';
import { omitEmpty } from '../support/conditions.ts';
import { presentRevision, revisionLabel, revisionOf } from '../support/controller-revisions.ts';
import { eventRecorder, type Recorder } from '../support/events.ts';
import { claimed, isFinished, isReady, podOf } from '../support/pods.ts';
import { controllerKeys, keyOf, objectOf, reconciler } from '../support/reconciler.ts';

/** What every pod of a DaemonSet bears: it stays on a node in trouble, and comes to one that others avoid. */
const usual = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
].map(([name = '', effect = '']) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', effect }));

/** Keeps one pod of each DaemonSet on every node that it is for. */
export const daemonSetController = reconciler('daemonset', (world) => {
  const events = eventRecorder(world, { component: 'daemonset-controller' });
  return {
    resources: ['daemonsets.apps', 'pods', 'nodes'],
    keysOf: ({ resource, object }) => {
      if (resource === 'daemonsets.apps') return [keyOf(object)];
      if (resource === 'pods') return controllerKeys(object, 'DaemonSet');
      return world.store.list('daemonsets.apps').map(keyOf);
    },
    reconcile: (key) => {
      const set = objectOf(world, 'daemonsets.apps', key);
      if (set !== undefined && !isBeingDeleted(set)) bring({ world, events, set });
    },
  };
});

interface Daemons {
  readonly world: World;
  readonly events: Recorder;
  readonly set: KubeObject;
}

function bring(daemons: Daemons): void {
  const { world, set } = daemons;
  const { hash } = presentRevision(world, set);
  const sample = podOf(set, objectAt(set, 'spec', 'template'));
  const nodes = world.store
    .list('nodes')
    .filter((node) => mayRunOn(node, sample))
    .map(nameOf);
  const pods = claimed(world, set, 'pods');
  for (const node of nodes) {
    if (!pods.some((pod) => isMeantFor(pod, node) && !isFinished(pod))) make(daemons, sample, node, hash);
  }
  for (const pod of pods) {
    if (!isBeingDeleted(pod) && (isFinished(pod) || !nodes.some((node) => isMeantFor(pod, node))))
      drop(daemons, pod);
  }
  renew(daemons, hash, pods, nodes.length);
  writeStatus(world, set, statusOf(set, hash, claimed(world, set, 'pods'), nodes.length));
}

/** Takes pods of an old template away, no more at a time than may be missing. */
function renew(daemons: Daemons, hash: string, pods: readonly KubeObject[], nodes: number): void {
  const strategy = at(daemons.set, 'spec', 'updateStrategy');
  if (textAt(strategy, 'type') === 'OnDelete') return;
  const most = Math.max(1, shareOf(at(strategy, 'rollingUpdate', 'maxUnavailable') ?? 1, nodes, Math.ceil));
  const old = pods.filter((pod) => revisionOf(pod) !== hash && !isBeingDeleted(pod));
  const missing = nodes - pods.filter((pod) => isReady(pod) && !isBeingDeleted(pod)).length;
  const [unready, ready] = [old.filter((pod) => !isReady(pod)), old.filter(isReady)];
  for (const pod of [...unready, ...ready.slice(0, Math.max(0, most - missing))]) drop(daemons, pod);
}

function make({ world, events, set }: Daemons, sample: KubeObject, node: string, hash: string): void {
  const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
  const labelled = withAt(sample, ['metadata', 'labels', revisionLabel], hash);
  const placed = withAt(
    labelled,
    ['spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'],
    { nodeSelectorTerms: terms },
  );
  const tolerant = withAt(
    placed,
    ['spec', 'tolerations'],
    [...listAt(placed, 'spec', 'tolerations'), ...usual],
  );
  const created = isKubeObject(tolerant) ? create(world, tolerant) : undefined;
  if (created === undefined) return;
  if (created.ok) {
    events.record(set, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${nameOf(created.value)}`,
    });
  } else {
    events.record(set, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${created.failure.message}`,
    });
  }
}

function drop({ world, events, set }: Daemons, pod: KubeObject): void {
  remove(world, pod);
  events.record(set, { type: 'Normal', reason: 'SuccessfulDelete', message: `Deleted pod: ${nameOf(pod)}` });
}

function statusOf(set: KubeObject, hash: string, pods: readonly KubeObject[], nodes: number): JsonObject {
  const living = pods.filter((pod) => !isBeingDeleted(pod));
  const numberReady = living.filter(isReady).length;
  return {
    currentNumberScheduled: living.length,
    desiredNumberScheduled: nodes,
    numberMisscheduled: 0,
    numberReady,
    ...omitEmpty({
      observedGeneration: numberAt(set.metadata, 'generation') ?? 0,
      updatedNumberScheduled: living.filter((pod) => revisionOf(pod) === hash).length,
      numberAvailable: numberReady,
      numberUnavailable: nodes - numberReady,
    }),
  };
}
