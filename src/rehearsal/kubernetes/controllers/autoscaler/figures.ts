import { at, type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from '../../objects/json.ts';
import { type KubeObject, nameOf } from '../../objects/kube-object.ts';
import { quantityOf } from '../../objects/quantity.ts';
import type { World } from '../../world.ts';
import { isReady } from '../support/pods.ts';

/** How much the pods use of what they requested, against what is aimed at; in percent. */
export interface Figure {
  readonly resource: 'cpu' | 'memory';
  readonly current: number;
  readonly target: number;
  /** Cores or bytes that a pod uses on average. */
  readonly average: number;
}

export type Measured =
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'unknown'; readonly message: string };

/** What an autoscaler's metrics say of the pods: utilisation of CPU and memory; other metrics are not simulated. */
export function measure(world: World, autoscaler: KubeObject, pods: readonly KubeObject[]): Measured {
  const ready = pods.filter(isReady);
  const figures: Figure[] = [];
  for (const metric of listAt(autoscaler, 'spec', 'metrics')) {
    const resource = textAt(metric, 'resource', 'name');
    const target = numberAt(metric, 'resource', 'target', 'averageUtilization');
    if ((resource !== 'cpu' && resource !== 'memory') || target === undefined) continue;
    const silent = ready.flatMap((pod) => silentContainers(pod, resource))[0];
    if (silent !== undefined || ready.length === 0) {
      const why = silent ?? `no metrics returned from resource metrics API`;
      return { kind: 'unknown', message: `failed to get ${resource} utilization: ${why}` };
    }
    const used = ready.reduce((total, pod) => total + usedBy(world, pod, resource), 0);
    const requested = ready.reduce((total, pod) => total + requestedBy(pod, resource), 0);
    figures.push({
      resource,
      target,
      current: Math.floor((used / requested) * 100),
      average: used / ready.length,
    });
  }
  return { kind: 'figures', figures };
}

/** A figure as the autoscaler's status tells it. */
export function metricStatus({ resource, current, average }: Figure): JsonObject {
  const averageValue =
    resource === 'cpu' ? `${String(Math.ceil(average * 1000))}m` : String(Math.round(average));
  return {
    type: 'Resource',
    resource: { name: resource, current: { averageUtilization: current, averageValue } },
  };
}

function silentContainers(pod: KubeObject, resource: string): readonly string[] {
  return listAt(pod, 'spec', 'containers')
    .filter((container) => requestIn(container, resource) === 0)
    .map(
      (container) =>
        `missing request for ${resource} in container ${textAt(container, 'name') ?? ''} of Pod ${nameOf(pod)}`,
    );
}

function requestedBy(pod: KubeObject, resource: string): number {
  return listAt(pod, 'spec', 'containers').reduce<number>(
    (total, one) => total + requestIn(one, resource),
    0,
  );
}

function requestIn(container: Json, resource: string): number {
  return quantityOf(at(objectAt(container, 'resources', 'requests'), resource)) ?? 0;
}

function usedBy(world: World, pod: KubeObject, resource: 'cpu' | 'memory'): number {
  return listAt(pod, 'spec', 'containers').reduce<number>(
    (total, container) => total + world.usageOf(pod, textAt(container, 'name') ?? '')[resource],
    0,
  );
}
