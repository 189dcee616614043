import { field, parsedJson, record, text } from '../../manifest/json.ts';
import type { Manifest } from '../../ports/cluster.ts';

/** The ConfigMap that keeps the versions of the database's schema, a key each. */
export const versionsName = 'teei-schema-versions';
export const versionsKind = { kind: 'ConfigMap', apiVersions: ['v1'] } as const;

/** A version of the database's schema. */
export interface SchemaVersion {
  readonly version: string;
  /** Such as `2025-11-14`. */
  readonly date: string;
  /** What was done, such as `Initial schema`. */
  readonly migration: string;
  readonly notes: string;
}

/** The versions that are kept, oldest first; what is no entry is left out. */
export function versionsOf(configMap: Manifest | undefined): readonly SchemaVersion[] {
  return Object.entries(record(configMap?.['data']))
    .flatMap(([version, written]) => entryOf(version, written) ?? [])
    .toSorted(
      (a, b) => a.date.localeCompare(b.date) || a.version.localeCompare(b.version, 'en', { numeric: true }),
    );
}

/** How an entry is written. */
export function entryText({ date, migration, notes }: SchemaVersion): string {
  return JSON.stringify({ date, migration, notes });
}

function entryOf(version: string, written: unknown): SchemaVersion | undefined {
  const entry = typeof written === 'string' ? parsedJson(written) : undefined;
  const date = text(field(entry, 'date'));
  if (date === undefined) return undefined;
  return {
    version,
    date,
    migration: text(field(entry, 'migration')) ?? '',
    notes: text(field(entry, 'notes')) ?? '',
  };
}
