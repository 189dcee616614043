import { fieldManager } from '../actions/snapshot/kinds.ts';
import type { Manifest } from '../ports/cluster.ts';
import { comparableDigest, uidOf } from './comparable.ts';
import { field, items, text } from './json.ts';
import type { PlannedObject } from './release-plan.ts';

/** How an object stands to what was approved. */
export type Standing = 'as-compared' | 'as-approved' | 'differs';

/**
 * `as-compared`: it is as it was when the difference was made. `as-approved`: it is as applying makes it, so that it
 * has been applied already. Undefined stands for an object that is not there.
 */
export function standingOf(live: Manifest | undefined, planned: PlannedObject): Standing {
  if (live === undefined) return planned.live === null ? 'as-compared' : 'differs';
  if (planned.uid !== null && uidOf(live) !== planned.uid) return 'differs';
  const { autoscaled } = planned;
  if (comparableDigest(live, { autoscaled, created: false }) === planned.live) return 'as-compared';
  return comparableDigest(live, { autoscaled, created: planned.live === null }) === planned.result
    ? 'as-approved'
    : 'differs';
}

/**
 * Who wrote an object last, and when, as far as the server tells: `kubectl-edit` at an ISO time. It tells whole
 * seconds: all that wrote in the last one are named, this program only if it was alone.
 */
export function lastWriter(live: Manifest): { readonly manager: string; readonly at: string } | undefined {
  const writers = items(field(live, 'metadata', 'managedFields'))
    .filter((entry) => field(entry, 'subresource') !== 'status' && !isStatusOnly(entry))
    .map((entry) => ({ manager: text(field(entry, 'manager')), at: text(field(entry, 'time')) }))
    .flatMap(({ manager, at }) => (manager === undefined || at === undefined ? [] : [{ manager, at }]));
  const at = writers
    .map((writer) => writer.at)
    .toSorted()
    .at(-1);
  if (at === undefined) return undefined;
  const last = [...new Set(writers.filter((writer) => writer.at === at).map(({ manager }) => manager))];
  const others = last.filter((manager) => manager !== fieldManager);
  return { manager: (others.length === 0 ? last : others).toSorted().join(' or '), at };
}

/** Servers before 1.22 don’t name the subresource: a controller that wrote nothing but status and its accounts. */
function isStatusOnly(entry: unknown): boolean {
  return (
    field(entry, 'fieldsV1', 'f:status') !== undefined && field(entry, 'fieldsV1', 'f:spec') === undefined
  );
}
