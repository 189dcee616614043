import { at, numberAt, objectAt, textAt } from '../objects/json.ts';
import { controllerOf, type KubeObject } from '../objects/kube-object.ts';
import {
  ageColumn,
  type Column,
  containerColumns,
  labelsText,
  nameColumn,
  selectorText,
  shown,
  wide,
} from './column.ts';

const containers = containerColumns('spec', 'template', 'spec');
const selector = wide('Selector', (object) => selectorText(at(object, 'spec', 'selector')));

/** Of the kinds that keep pods running, and of the revisions that some of them have. */
export const workloadColumns: Readonly<Record<string, readonly Column[]>> = {
  Deployment: [
    nameColumn,
    shown('Ready', readyText),
    shown('Up-to-date', (object) => count(object, 'updatedReplicas')),
    shown('Available', (object) => count(object, 'availableReplicas')),
    ageColumn,
    ...containers,
    selector,
  ],
  ReplicaSet: [
    nameColumn,
    shown('Desired', (object) => numberAt(object, 'spec', 'replicas') ?? 0, 'integer'),
    shown('Current', (object) => count(object, 'replicas'), 'integer'),
    shown('Ready', (object) => count(object, 'readyReplicas'), 'integer'),
    ageColumn,
    ...containers,
    selector,
  ],
  StatefulSet: [nameColumn, shown('Ready', readyText), ageColumn, ...containers],
  DaemonSet: [
    nameColumn,
    shown('Desired', (object) => count(object, 'desiredNumberScheduled'), 'integer'),
    shown('Current', (object) => count(object, 'currentNumberScheduled'), 'integer'),
    shown('Ready', (object) => count(object, 'numberReady'), 'integer'),
    shown('Up-to-date', (object) => count(object, 'updatedNumberScheduled'), 'integer'),
    shown('Available', (object) => count(object, 'numberAvailable'), 'integer'),
    shown('Node Selector', (object) =>
      labelsText(objectAt(object, 'spec', 'template', 'spec', 'nodeSelector')),
    ),
    ageColumn,
    ...containers,
    selector,
  ],
  ControllerRevision: [
    nameColumn,
    shown('Controller', controllerText),
    shown('Revision', (object) => numberAt(object, 'revision') ?? 0),
    ageColumn,
  ],
};

function count(object: KubeObject, of: string): number {
  return numberAt(object, 'status', of) ?? 0;
}

function readyText(object: KubeObject): string {
  return `${String(count(object, 'readyReplicas'))}/${String(numberAt(object, 'spec', 'replicas') ?? 0)}`;
}

function controllerText(object: KubeObject): string {
  const owner = controllerOf(object);
  if (owner === undefined) return '<none>';
  const group = textAt(object, 'apiVersion')?.split('/')[0] ?? '';
  return `${owner.kind.toLowerCase()}.${group}/${owner.name}`;
}
