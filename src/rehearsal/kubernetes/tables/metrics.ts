import { type Json, listAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { quantityOf } from '../objects/quantity.ts';
import { type Column, nameColumn, shown } from './column.ts';

/** Of the figures of metrics.k8s.io. */
export const metricsColumns: Readonly<Record<string, readonly Column[]>> = {
  NodeMetrics: [
    nameColumn,
    shown('cpu', (node) => textAt(node, 'usage', 'cpu') ?? ''),
    shown('memory', (node) => textAt(node, 'usage', 'memory') ?? ''),
    shown('Window', (node) => textAt(node, 'window') ?? ''),
  ],
  PodMetrics: [
    nameColumn,
    shown('cpu', (pod) => `${String(Math.round(used(pod, 'cpu') * 1000))}m`),
    shown('memory', (pod) => `${String(Math.round(used(pod, 'memory') / 1024))}Ki`),
    shown('Window', (pod) => textAt(pod, 'window') ?? ''),
  ],
};

/** What all containers of a pod use together. */
function used(pod: KubeObject, resource: 'cpu' | 'memory'): number {
  return listAt(pod, 'containers').reduce<number>((sum, container: Json) => {
    return sum + (quantityOf(textAt(container, 'usage', resource)) ?? 0);
  }, 0);
}
