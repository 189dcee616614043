import { listAt, numberAt, textAt } from '../../objects/json.ts';
import { annotationsOf, type KubeObject, nameOf } from '../../objects/kube-object.ts';
import { conditionOf, isTrue } from '../support/conditions.ts';

/**
 * The pods in the order in which they are given up: without a node first, then not yet running, not ready, cheaper to
 * delete, ready for a shorter time, restarted more often, younger (controller_utils.go, ActivePodsWithRanks).
 */
export function leastWantedFirst(pods: readonly KubeObject[]): readonly KubeObject[] {
  return pods.toSorted((a, b) => {
    const [left, right] = [ranksOf(a), ranksOf(b)];
    const index = left.findIndex((rank, at) => rank !== right[at]);
    return (left[index] ?? '') < (right[index] ?? '') ? -1 : 1;
  });
}

function ranksOf(pod: KubeObject): readonly string[] {
  const ready = conditionOf(pod, 'Ready');
  const restarts = listAt(pod, 'status', 'containerStatuses').reduce<number>(
    (most, status) => Math.max(most, numberAt(status, 'restartCount') ?? 0),
    0,
  );
  return [
    textAt(pod, 'spec', 'nodeName') === undefined ? '0' : '1',
    textAt(pod, 'status', 'phase') === 'Running' ? '1' : '0',
    isTrue(ready) ? '1' : '0',
    digits(1e10 + Number(annotationsOf(pod)['controller.kubernetes.io/pod-deletion-cost'] ?? 0)),
    latestFirst(isTrue(ready) ? textAt(ready, 'lastTransitionTime') : undefined),
    digits(1e10 - restarts),
    latestFirst(textAt(pod.metadata, 'creationTimestamp')),
    nameOf(pod),
  ];
}

function latestFirst(time: string | undefined): string {
  return digits(1e14 - (time === undefined ? 0 : Date.parse(time)));
}

function digits(value: number): string {
  return String(value).padStart(16, '0');
}
