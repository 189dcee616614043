import { field, items, record, text } from '../../manifest/json.ts';
import { type Amount, amountOf, greaterOf, noAmount, sumOf } from '../../manifest/quantity.ts';

/** Amounts by the names that quotas use, such as `requests.cpu` and `limits.memory`. */
export type Usage = ReadonlyMap<string, Amount>;

/** What a LimitRange gives to containers that say nothing themselves. */
export interface Defaults {
  readonly requests: Readonly<Record<string, unknown>>;
  readonly limits: Readonly<Record<string, unknown>>;
}

/** The defaults for containers of all LimitRanges of a namespace. */
export function defaultsOf(limitRanges: readonly unknown[]): Defaults {
  const limits = limitRanges
    .flatMap((range) => items(field(range, 'spec', 'limits')))
    .filter((limit) => field(limit, 'type') === 'Container');
  const merged = (key: string): Readonly<Record<string, unknown>> =>
    Object.fromEntries(limits.flatMap((limit) => Object.entries(record(field(limit, key)))));
  return { requests: { ...merged('default'), ...merged('defaultRequest') }, limits: merged('default') };
}

/**
 * What one pod of a spec asks for. Init containers run one after another before the others, except those that
 * stay (sidecars), which count from their start on: the most that is needed at a time counts.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function podUsage(spec: unknown, defaults: Defaults): Usage {
  let staying: Usage = new Map();
  let most: Usage = new Map();
  for (const container of items(field(spec, 'initContainers'))) {
    const own = containerUsage(container, defaults);
    const now = added(staying, own);
    if (field(container, 'restartPolicy') === 'Always') staying = now;
    most = combined(most, now, greaterOf);
  }
  const running = items(field(spec, 'containers')).map((container) => containerUsage(container, defaults));
  return combined(most, running.reduce(added, staying), greaterOf);
}

/** Names of a pod's containers that say nothing of a resource that a quota bounds; their pods are refused. */
export function silentContainers(spec: unknown, resource: string, defaults: Defaults): readonly string[] {
  return [...items(field(spec, 'initContainers')), ...items(field(spec, 'containers'))]
    .filter((container) => !containerUsage(container, defaults).has(plainName(resource)))
    .map((container) => text(field(container, 'name')) ?? 'without a name');
}

/** `cpu` of a quota is `requests.cpu`. */
export function plainName(resource: string): string {
  return ['cpu', 'memory', 'ephemeral-storage'].includes(resource) ? `requests.${resource}` : resource;
}

function containerUsage(container: unknown, defaults: Defaults): Usage {
  const requests = record(field(container, 'resources', 'requests'));
  const limits = record(field(container, 'resources', 'limits'));
  // Where only a limit is written, it is the request too.
  return new Map([
    ...amounts('requests', { ...defaults.requests, ...limits, ...requests }),
    ...amounts('limits', { ...defaults.limits, ...limits }),
  ]);
}

function amounts(
  kind: string,
  written: Readonly<Record<string, unknown>>,
): readonly (readonly [string, Amount])[] {
  return Object.entries(written).flatMap(([name, value]) => {
    const amount = amountOf(value);
    return amount === undefined ? [] : [[`${kind}.${name}`, amount] as const];
  });
}

function added(left: Usage, right: Usage): Usage {
  return combined(left, right, sumOf);
}

function combined(left: Usage, right: Usage, by: (a: Amount, b: Amount) => Amount): Usage {
  const names = new Set([...left.keys(), ...right.keys()]);
  return new Map(
    [...names].map((name) => [name, by(left.get(name) ?? noAmount, right.get(name) ?? noAmount)]),
  );
}
