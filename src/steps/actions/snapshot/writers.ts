import type { Difference } from '../../manifest/compare.ts';
import { field, isRecord, items, text } from '../../manifest/json.ts';
import type { Manifest } from '../../ports/cluster.ts';
import { fieldManager } from './kinds.ts';

/** Somebody who has written an object, by its managedFields. */
export interface Writer {
  /** Such as `kubectl-edit`. */
  readonly manager: string;
  /** ISO time by the cluster's clock. */
  readonly time: string | undefined;
  /** The fields that are the writer's, as paths like those of differences. */
  readonly paths: readonly string[];
}

/** A writer other than this program, and what differs by it. */
export interface ForeignChange {
  readonly manager: string;
  readonly time: string | undefined;
  readonly differences: readonly Difference[];
}

/**
 * Which of the differences between an object of a snapshot and the live one somebody else has made since: by who
 * manages the field now. What nobody manages was taken away, by any of those who have written since.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function foreignChanges(
  saved: Manifest,
  live: Manifest,
  differing: readonly Difference[],
): readonly ForeignChange[] {
  const writers = writersSince(saved, live);
  const changes = writers
    .filter(({ manager }) => manager !== fieldManager)
    .map(({ manager, time, paths }) => ({
      manager,
      time,
      differences: differing.filter(
        ({ path }) => paths.some((own) => overlaps(own, path)) || !isOwned(path, writers),
      ),
    }));
  return changes.filter(({ differences }) => differences.length > 0);
}

/** Who has written the object since it was saved: entries that are new, or have another time than then. */
function writersSince(saved: Manifest, live: Manifest): readonly Writer[] {
  const known = new Set(entriesOf(saved).map(identity));
  return entriesOf(live)
    .filter((entry) => !known.has(identity(entry)))
    .map((entry) => ({
      manager: text(field(entry, 'manager')) ?? 'unknown',
      time: text(field(entry, 'time')),
      paths: pathsOf(field(entry, 'fieldsV1'), '').filter((path) => !isControllers(path)),
    }))
    .filter(({ paths }) => paths.length > 0);
}

function entriesOf(object: Manifest): readonly unknown[] {
  return items(field(object, 'metadata', 'managedFields'));
}

function identity(entry: unknown): string {
  return ['manager', 'operation', 'subresource', 'time']
    .map((key) => text(field(entry, key)) ?? '')
    .join(' ');
}

/** What controllers account for by themselves is nobody's change. */
function isControllers(path: string): boolean {
  return path.startsWith('status') || path.startsWith('metadata.annotations.deployment.kubernetes.io/');
}

function isOwned(path: string, writers: readonly Writer[]): boolean {
  return writers.some(({ paths }) => paths.some((own) => overlaps(own, path)));
}

/** The leaves of a fieldsV1 tree: `f:` a member, `k:` an item by its keys, `v:` by its value, `i:` by its place. */
function pathsOf(tree: unknown, path: string): readonly string[] {
  if (!isRecord(tree)) return [];
  const inner = Object.entries(tree).filter(([key]) => key !== '.');
  if (inner.length === 0) return path === '' ? [] : [path];
  return inner.flatMap(([key, below]) => pathsOf(below, `${path}${segment(key, path === '')}`));
}

function segment(key: string, first: boolean): string {
  if (key.startsWith('f:')) return `${first ? '' : '.'}${key.slice(2)}`;
  const name = /^k:.*"name":"([^"]+)"/.exec(key)?.[1];
  return `[${name ?? ''}]`;
}

/** True where one path leads to the other or below it. An item without a name may be any of its list. */
function overlaps(one: string, other: string): boolean {
  const left = segmentsOf(one);
  const right = segmentsOf(other);
  const common = Math.min(left.length, right.length);
  return left.slice(0, common).every((each, index) => isSame(each, right[index] ?? ''));
}

function segmentsOf(path: string): readonly string[] {
  return path.match(/\[[^\]]*\]|[^.[]+/g) ?? [];
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  return (one === '[]' && other.startsWith('[')) || (other === '[]' && one.startsWith('['));
}
