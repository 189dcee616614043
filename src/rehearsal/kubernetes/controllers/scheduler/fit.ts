import { at, flagAt, type Json, listAt, objectAt, textAt } from '../../objects/json.ts';
import { type KubeObject, labelsOf, nameOf } from '../../objects/kube-object.ts';
import { quantityOf } from '../../objects/quantity.ts';

/** What a pod takes of a node. */
export interface Request {
  readonly cpu: number;
  readonly memory: number;
}

/** Why a node can't take a pod, in the scheduler's words; `preemptible`: other pods are in the way. */
export interface Obstacle {
  readonly text: string;
  readonly preemptible: boolean;
}

function requestOf(pod: KubeObject): Request {
  const sum = (resource: string): number =>
    listAt(pod, 'spec', 'containers').reduce<number>((total, one) => total + requested(one, resource), 0);
  const largest = (resource: string): number =>
    Math.max(0, ...listAt(pod, 'spec', 'initContainers').map((one) => requested(one, resource)));
  return {
    cpu: Math.max(sum('cpu'), largest('cpu')),
    memory: Math.max(sum('memory'), largest('memory')),
  };
}

function requested(container: Json, resource: string): number {
  const { requests, limits } = objectAt(container, 'resources');
  return quantityOf(at(requests, resource) ?? at(limits, resource)) ?? 0;
}

/** What keeps a node from taking a pod beside those that it has; nothing where it fits. */
export function obstaclesOf(
  node: KubeObject,
  pod: KubeObject,
  present: readonly KubeObject[],
): readonly Obstacle[] {
  const never = [
    ...(isCordoned(node, pod) ? ['node(s) were unschedulable'] : []),
    ...untolerated(node, pod).map((taint) => `node(s) had untolerated taint {${taint}}`),
    ...(isSelected(node, pod) ? [] : ["node(s) didn't match Pod's node affinity/selector"]),
  ];
  const [first] = never;
  if (first !== undefined) return [{ text: first, preemptible: false }];
  return shortages(node, pod, present);
}

function shortages(node: KubeObject, pod: KubeObject, present: readonly KubeObject[]): readonly Obstacle[] {
  const has = objectAt(node, 'status', 'allocatable');
  const taken = present.map(requestOf);
  const wants = requestOf(pod);
  const obstacles: Obstacle[] = [];
  if (present.length + 1 > (quantityOf(has['pods']) ?? 110))
    obstacles.push({ text: 'Too many pods', preemptible: true });
  for (const resource of ['cpu', 'memory'] as const) {
    const free = (quantityOf(has[resource]) ?? 0) - taken.reduce((total, one) => total + one[resource], 0);
    // Sums of fractions: a nano-core too few is no shortage.
    if (wants[resource] > free + 1e-9)
      obstacles.push({ text: `Insufficient ${resource}`, preemptible: true });
  }
  return obstacles;
}

function isCordoned(node: KubeObject, pod: KubeObject): boolean {
  if (flagAt(node, 'spec', 'unschedulable') !== true) return false;
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  return !listAt(pod, 'spec', 'tolerations').some((toleration) => tolerates(toleration, taint));
}

function untolerated(node: KubeObject, pod: KubeObject): readonly string[] {
  const tolerations = listAt(pod, 'spec', 'tolerations');
  return listAt(node, 'spec', 'taints')
    .filter((taint) => ['NoSchedule', 'NoExecute'].includes(textAt(taint, 'effect') ?? ''))
    .filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)))
    .map((taint) => `${textAt(taint, 'key') ?? ''}: ${textAt(taint, 'value') ?? ''}`);
}

/** True where a toleration is for a taint. */
export function tolerates(toleration: Json, taint: Json): boolean {
  const effect = textAt(toleration, 'effect') ?? '';
  if (effect !== '' && effect !== textAt(taint, 'effect')) return false;
  const key = textAt(toleration, 'key') ?? '';
  if (key !== '' && key !== textAt(taint, 'key')) return false;
  if (textAt(toleration, 'operator') === 'Exists') return true;
  return key !== '' && (textAt(toleration, 'value') ?? '') === (textAt(taint, 'value') ?? '');
}

function isSelected(node: KubeObject, pod: KubeObject): boolean {
  const labels = labelsOf(node);
  const asked = Object.entries(objectAt(pod, 'spec', 'nodeSelector'));
  return asked.every(([key, value]) => labels[key] === value) && isMeantFor(pod, nameOf(node));
}

/** False where a pod names the node that it has to run on, and it is another one, as pods of a DaemonSet do. */
export function isMeantFor(pod: KubeObject, node: string): boolean {
  const terms = listAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const named = terms
    .flatMap((term) => listAt(term, 'matchFields'))
    .filter((field) => textAt(field, 'key') === 'metadata.name' && textAt(field, 'operator') === 'In');
  return named.every((field) => listAt(field, 'values').includes(node));
}

const trouble = /^node\.kubernetes\.io\/(?:not-ready|unreachable|unschedulable):/;

/** True where a DaemonSet's pod belongs on a node: it is selected, and has no taint but those of a node in trouble. */
export function mayRunOn(node: KubeObject, pod: KubeObject): boolean {
  return isSelected(node, pod) && untolerated(node, pod).every((taint) => trouble.test(taint));
}
