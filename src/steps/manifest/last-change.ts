import type { Manifest } from '../ports/cluster.ts';
import { field, items, text } from './json.ts';

/**
 * Who changed a part of an object last, by the server's own account of it: `kubectl-edit at 2026-11-24T10:02:11Z`.
 * `path` as in managedFields: `['f:spec', 'f:template']`. Undefined: nobody's name is kept for it.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers
 */
export function lastChange(object: Manifest, path: readonly string[]): string | undefined {
  const latest = items(field(object, 'metadata', 'managedFields'))
    .filter((entry) => field(entry, 'fieldsV1', ...path) !== undefined)
    .toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)))[0];
  const manager = text(field(latest, 'manager'));
  return manager === undefined ? undefined : `${manager} at ${timeOf(latest)}`;
}

function timeOf(entry: unknown): string {
  return text(field(entry, 'time')) ?? '';
}
