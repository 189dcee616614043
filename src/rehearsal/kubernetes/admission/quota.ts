import { type Amount, amountOf, amountText, noAmount, sumOf } from '../../../steps/manifest/quantity.ts';
import { listAt, objectAt, textAt } from '../objects/json.ts';
import { type KubeObject, nameOf, namespaceOf } from '../objects/kube-object.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import type { Store } from '../store/store.ts';
import { isInScope, quotaUsage, type Usage, usageOf } from './usage.ts';

/**
 * Why the quotas of a namespace have no room for a new object; undefined where they have. What is used is counted
 * now, since the quota's status may lag behind.
 */
export function beyondQuota(store: Store, type: ResourceType, object: KubeObject): string | undefined {
  const resource = groupResourceOf(type);
  const quotas = store
    .list('resourcequotas', namespaceOf(object) ?? '')
    .filter((quota) => isInScope(quota, resource, object));
  if (quotas.length === 0) return undefined;
  const asked = usageOf(resource, object);
  for (const quota of quotas) {
    const why = unspecified(quota, resource, object) ?? exceeded(store, quota, asked);
    if (why !== undefined) return why;
  }
  return undefined;
}

function exceeded(store: Store, quota: KubeObject, asked: Usage): string | undefined {
  const hard = objectAt(quota, 'spec', 'hard');
  if (!Object.keys(hard).some((name) => (asked.get(name)?.nanos ?? 0n) > 0n)) return undefined;
  const used = quotaUsage(store, quota);
  const over = Object.keys(hard)
    .filter((name) => {
      const more = asked.get(name) ?? noAmount;
      const limit = amountOf(hard[name]) ?? noAmount;
      return more.nanos > 0n && sumOf(used.get(name) ?? noAmount, more).nanos > limit.nanos;
    })
    .toSorted();
  if (over.length === 0) return undefined;
  const told = (amount: (name: string) => Amount | undefined): string =>
    over.map((name) => `${name}=${amountText(amount(name) ?? noAmount)}`).join(',');
  return (
    `exceeded quota: ${nameOf(quota)}, requested: ${told((name) => asked.get(name))}, ` +
    `used: ${told((name) => used.get(name))}, limited: ${told((name) => amountOf(hard[name]))}`
  );
}

const required = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'] as const;

/** Where a quota bounds CPU or memory, every container has to say how much it needs. */
function unspecified(quota: KubeObject, resource: string, object: KubeObject): string | undefined {
  if (resource !== 'pods') return undefined;
  const hard = objectAt(quota, 'spec', 'hard');
  const containers = [...listAt(object, 'spec', 'containers'), ...listAt(object, 'spec', 'initContainers')];
  const missing = required
    .filter((name) => Object.hasOwn(hard, name))
    .flatMap((name) => {
      const silent = containers
        .filter((container) => !says(objectAt(container, 'resources'), name))
        .map((container) => textAt(container, 'name') ?? '');
      return silent.length === 0 ? [] : [`${name} for: ${[...new Set(silent)].toSorted().join(',')}`];
    });
  return missing.length === 0
    ? undefined
    : `failed quota: ${nameOf(quota)}: must specify ${missing.join('; ')}`;
}

function says(resources: Parameters<typeof objectAt>[0], name: (typeof required)[number]): boolean {
  const [kind = '', resource = kind] = name.split('.');
  return Object.hasOwn(objectAt(resources, kind === 'limits' ? 'limits' : 'requests'), resource);
}
