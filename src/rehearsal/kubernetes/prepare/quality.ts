import { amountOf } from '../../../steps/manifest/quantity.ts';
import { type Json, type JsonObject, listAt, objectAt } from '../objects/json.ts';

export type QualityOfService = 'BestEffort' | 'Burstable' | 'Guaranteed';

const counted = ['cpu', 'memory'] as const;

/** The class of a pod by what its containers ask for and may use at most (k8s.io/component-helpers, resource/qos). */
export function qualityOf(spec: JsonObject): QualityOfService {
  const containers = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  if (containers.every(asksForNothing)) return 'BestEffort';
  return containers.every(isGuaranteed) ? 'Guaranteed' : 'Burstable';
}

function asksForNothing(container: Json): boolean {
  return counted.every(
    (name) => amount(container, 'limits', name) === 0n && amount(container, 'requests', name) === 0n,
  );
}

function isGuaranteed(container: Json): boolean {
  return counted.every((name) => {
    const limit = amount(container, 'limits', name);
    return limit > 0n && limit === amount(container, 'requests', name);
  });
}

function amount(container: Json, key: 'limits' | 'requests', name: string): bigint {
  return amountOf(objectAt(container, 'resources', key)[name])?.nanos ?? 0n;
}
