import { field, text } from '../../manifest/json.ts';
import { type Amount, noAmount, sumOf, timesOf } from '../../manifest/quantity.ts';
import { plainName, type Usage } from './pod-usage.ts';
import type { Quota } from './quotas.ts';
import { type Peak, podSpecOf } from './rollout-peak.ts';
import { isInScopes } from './scopes.ts';

const one: Amount = { nanos: 10n ** 9n, format: 'decimal' };

/** What a release adds to one bound of a quota at its height. */
export interface Demand {
  readonly added: Amount;
  /** The wave that is then on its way; 0: what belongs to no service. */
  readonly wave: number;
  /** Of which workloads of that wave, most first. */
  readonly by: readonly string[];
  /** Names of scopes that are not known here: whether the quota counts these pods is not known either. */
  readonly unknownScopes: readonly string[];
}

/** One wave at a time, all its rollouts at their height at once; those before it are over, those after it as they were. */
export function demandOn(quota: Quota, resource: string, peaks: readonly Peak[]): Demand {
  const counted = peaks.filter((peak) => isInScopes(podSpecOf(peak.change.after), quota.scopes) !== false);
  const waves = [...new Set(counted.map(({ change }) => change.wave))].toSorted((a, b) => a - b);
  const demands = waves.map((wave) => demandOfWave(quota, resource, counted, wave));
  const none: Demand = { added: noAmount, wave: 0, by: [], unknownScopes: [] };
  return demands.reduce((most, demand) => (demand.added.nanos > most.added.nanos ? demand : most), none);
}

function demandOfWave(quota: Quota, resource: string, peaks: readonly Peak[], wave: number): Demand {
  const over = peaks.filter(({ change }) => change.wave < wave).map((peak) => shareAfter(resource, peak));
  const shares = peaks
    .filter(({ change }) => change.wave === wave)
    .map((peak) => ({ peak, amount: shareOf(resource, peak, peak) }))
    .filter(({ amount }) => amount.nanos > 0n)
    .toSorted((a, b) => Number(b.amount.nanos - a.amount.nanos));
  const unknown = shares.some(
    ({ peak }) => isInScopes(podSpecOf(peak.change.after), quota.scopes) === undefined,
  );
  return {
    added: [...shares.map(({ amount }) => amount), ...over].reduce(sumOf, noAmount),
    wave,
    by: shares.map(({ peak }) => peak.change.workload),
    unknownScopes: unknown ? quota.scopes.map(({ name }) => name) : [],
  };
}

function shareAfter(resource: string, peak: Peak): Amount {
  return shareOf(resource, peak, peak.after);
}

/** What one rollout adds to a resource by the name that a quota uses for it. */
function shareOf(
  resource: string,
  { change, replaced }: Peak,
  { pods, usage }: { readonly pods: number; readonly usage: Usage },
): Amount {
  const kind = text(field(change.after, 'kind')) ?? '';
  const isNew = change.before === undefined;
  switch (resource) {
    case 'pods':
    case 'count/pods':
      return timesOf(one, pods);
    case 'count/deployments.apps':
      return isNew && kind === 'Deployment' ? one : noAmount;
    case 'count/statefulsets.apps':
      return isNew && kind === 'StatefulSet' ? one : noAmount;
    case 'count/replicasets.apps':
      return replaced && kind === 'Deployment' ? one : noAmount;
    default:
      return usage.get(plainName(resource)) ?? noAmount;
  }
}
