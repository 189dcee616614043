import { field, items, number, text } from '../../manifest/json.ts';

/** A disk that ClickHouse writes to. */
export interface Disk {
  readonly name: string;
  readonly path: string;
  readonly free: number;
  readonly total: number;
}

/** How many queries there were up to a moment, by the server's own clock. */
export interface QueryCount {
  readonly queries: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The disks of an answer in the format JSON. Undefined: it is no such answer. */
export function readDisks(json: unknown): readonly Disk[] | undefined {
  const rows = field(json, 'data');
  if (!Array.isArray(rows)) return undefined;
  return items(rows).map((row) => ({
    name: text(field(row, 'name')) ?? 'a disk without a name',
    path: text(field(row, 'path')) ?? '',
    free: figure(field(row, 'free_space')),
    total: figure(field(row, 'total_space')),
  }));
}

export function readQueryCount(json: unknown): QueryCount | undefined {
  const [row] = items(field(json, 'data'));
  const count = { queries: figure(field(row, 'queries')), at: figure(field(row, 'at')) };
  return Number.isFinite(count.queries) && Number.isFinite(count.at) ? count : undefined;
}

/** Whole numbers of 64 bits come as text, by `output_format_json_quote_64bit_integers`, or as numbers. */
function figure(value: unknown): number {
  const written = text(value);
  return written === undefined ? (number(value) ?? Number.NaN) : Number(written);
}
