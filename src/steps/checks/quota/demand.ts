import { field, text } from '../../manifest/json.ts';
import { type Amount, noAmount, sumOf, timesOf } from '../../manifest/quantity.ts';
import { plainName } from './pod-usage.ts';
import type { Quota } from './quotas.ts';
import { type Peak, podSpecOf } from './rollout-peak.ts';
import { isInScopes } from './scopes.ts';

const one: Amount = { nanos: 10n ** 9n, format: 'decimal' };

/** What a release adds to one bound of a quota, all its rollouts at their height at once. */
export interface Demand {
  readonly added: Amount;
  /** Of which workloads, most first. */
  readonly by: readonly string[];
  /** Names of scopes that are not known here: whether the quota counts these pods is not known either. */
  readonly unknownScopes: readonly string[];
}

export function demandOn(quota: Quota, resource: string, peaks: readonly Peak[]): Demand {
  const shares = peaks
    .filter((peak) => isInScopes(podSpecOf(peak.change.after), quota.scopes) !== false)
    .map((peak) => ({ peak, amount: shareOf(resource, peak) }))
    .filter(({ amount }) => amount.nanos > 0n)
    .toSorted((a, b) => (a.amount.nanos < b.amount.nanos ? 1 : -1));
  const unknown = shares.some(
    ({ peak }) => isInScopes(podSpecOf(peak.change.after), quota.scopes) === undefined,
  );
  return {
    added: shares.map(({ amount }) => amount).reduce(sumOf, noAmount),
    by: shares.map(({ peak }) => peak.change.workload),
    unknownScopes: unknown ? quota.scopes.map(({ name }) => name) : [],
  };
}

/** What one rollout adds to a resource by the name that a quota uses for it. */
function shareOf(resource: string, peak: Peak): Amount {
  const kind = text(field(peak.change.after, 'kind')) ?? '';
  const isNew = peak.change.before === undefined;
  switch (resource) {
    case 'pods':
    case 'count/pods':
      return timesOf(one, peak.pods);
    case 'count/deployments.apps':
      return isNew && kind === 'Deployment' ? one : noAmount;
    case 'count/statefulsets.apps':
      return isNew && kind === 'StatefulSet' ? one : noAmount;
    case 'count/replicasets.apps':
      return peak.replaced && kind === 'Deployment' ? one : noAmount;
    default:
      return peak.usage.get(plainName(resource)) ?? noAmount;
  }
}
