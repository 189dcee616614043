import { type Amount, amountOf, noAmount, sumOf } from '../../../steps/manifest/quantity.ts';
import { type Json, listAt, numberAt, objectAt, textAt } from '../objects/json.ts';
import { isBeingDeleted, type KubeObject, namespaceOf } from '../objects/kube-object.ts';
import { qualityOf } from '../prepare/quality.ts';
import { servedTypes } from '../resources/served.ts';
import { groupResourceOf } from '../resources/resource-type.ts';
import type { Store } from '../store/store.ts';

/** What is used of each resource that a quota may bound, such as `pods` and `requests.memory`. */
export type Usage = ReadonlyMap<string, Amount>;

const one: Amount = { nanos: 10n ** 9n, format: 'decimal' };

/** The kinds that a quota may also count under their bare name. */
const bare: ReadonlySet<string> = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'resourcequotas',
  'secrets',
  'services',
]);

/** What one object of a resource uses. */
export function usageOf(resource: string, object: KubeObject): Usage {
  const counts = new Map([[`count/${resource}`, one]]);
  if (resource === 'pods') return isOver(object) ? counts : merged([counts, podUsage(object)]);
  const more: readonly (readonly [string, Amount])[] = bare.has(resource) ? [[resource, one]] : [];
  const special = resource === 'services' ? serviceUsage(object) : claimUsage(resource, object);
  return merged([counts, new Map(more), special]);
}

/** What is used of the resources that a quota bounds, by the objects that are there now. */
export function quotaUsage(store: Store, quota: KubeObject): Usage {
  const names = Object.keys(objectAt(quota, 'spec', 'hard'));
  const resources = [
    ...new Set(servedTypes.filter((type) => type.storedAs === undefined).map(groupResourceOf)),
  ];
  const all = resources.flatMap((resource) =>
    store
      .list(resource, namespaceOf(quota))
      .filter((object) => isInScope(quota, resource, object))
      .map((object) => usageOf(resource, object)),
  );
  const used = merged(all);
  return new Map(names.map((name) => [name, used.get(name) ?? noAmount]));
}

/** Whether a quota counts an object: one with scopes counts pods of these alone. */
export function isInScope(quota: KubeObject, resource: string, object: KubeObject): boolean {
  const scopes = listAt(quota, 'spec', 'scopes');
  if (scopes.length === 0) return true;
  if (resource !== 'pods') return false;
  const spec = objectAt(object, 'spec');
  return scopes.every((scope) => {
    switch (scope) {
      case 'BestEffort':
        return qualityOf(spec) === 'BestEffort';
      case 'NotBestEffort':
        return qualityOf(spec) !== 'BestEffort';
      case 'Terminating':
        return numberAt(spec, 'activeDeadlineSeconds') !== undefined;
      case 'NotTerminating':
        return numberAt(spec, 'activeDeadlineSeconds') === undefined;
      default:
        return false;
    }
  });
}

function merged(usages: readonly Usage[]): Usage {
  return usages.reduce<Map<string, Amount>>((sum, usage) => {
    for (const [name, amount] of usage) sum.set(name, sumOf(sum.get(name) ?? noAmount, amount));
    return sum;
  }, new Map());
}

/** A pod that has ended, or that is past the time it had to end, uses nothing. */
function isOver(pod: KubeObject): boolean {
  const phase = textAt(pod, 'status', 'phase');
  return (
    phase === 'Succeeded' ||
    phase === 'Failed' ||
    (isBeingDeleted(pod) && numberAt(pod.metadata, 'deletionGracePeriodSeconds') === 0)
  );
}

function podUsage(pod: KubeObject): Usage {
  const spec = objectAt(pod, 'spec');
  const together = merged(listAt(spec, 'containers').map(containerUsage));
  const first = listAt(spec, 'initContainers').map(containerUsage);
  const most = first.reduce<Usage>(greater, together);
  return merged([new Map([['pods', one]]), most]);
}

/** Init containers run one after another, before the others: the most that is needed at a time counts. */
function greater(a: Usage, b: Usage): Usage {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return new Map(
    names.map((name) => {
      const [left, right] = [a.get(name) ?? noAmount, b.get(name) ?? noAmount];
      return [name, right.nanos > left.nanos ? right : left];
    }),
  );
}

const computed = ['cpu', 'ephemeral-storage', 'memory'] as const;

function containerUsage(container: Json): Usage {
  return new Map(
    computed.flatMap((name) => {
      const request = amountOf(objectAt(container, 'resources', 'requests')[name]);
      const limit = amountOf(objectAt(container, 'resources', 'limits')[name]);
      return [
        ...(request === undefined ? [] : [[name, request] as const, [`requests.${name}`, request] as const]),
        ...(limit === undefined ? [] : [[`limits.${name}`, limit] as const]),
      ];
    }),
  );
}

function serviceUsage(service: KubeObject): Usage {
  const kind = textAt(service, 'spec', 'type');
  const ports = BigInt(listAt(service, 'spec', 'ports').length);
  return new Map<string, Amount>([
    ...(kind === 'NodePort' || kind === 'LoadBalancer'
      ? [['services.nodeports', { ...one, nanos: one.nanos * ports }] as const]
      : []),
    ...(kind === 'LoadBalancer' ? [['services.loadbalancers', one] as const] : []),
  ]);
}

function claimUsage(resource: string, claim: KubeObject): Usage {
  const storage = amountOf(objectAt(claim, 'spec', 'resources', 'requests')['storage']);
  return resource === 'persistentvolumeclaims' && storage !== undefined
    ? new Map([['requests.storage', storage]])
    : new Map();
}
