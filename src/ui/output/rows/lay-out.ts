import { fitting, isSimple } from '../../text/cells.ts';
import { matchesOf } from '../../text/highlight.ts';
import type { Line, Span } from '../../text/line.ts';
import type { ShownLine, StyleChange } from './shown-line.ts';

const escape = String.fromCodePoint(0x1b);
const reset = `${escape}[0m`;

/** UTF-16 units that are measured for each column: a cell seldom holds more, and a line may be long. */
const unitsPerColumn = 8;

export interface CutRow {
  readonly columns: number;
  /** Columns that are scrolled away at the left. */
  readonly left: number;
  /** What is searched for; its matches are shown. */
  readonly query?: string;
}

/** The part of a line that is between two edges, as one row. At an edge where more is, a mark says so. */
export function cutRow(line: ShownLine, { columns, left, query = '' }: CutRow): Line {
  const { plain } = line;
  const from = left === 0 ? 0 : endOf(plain, 0, left);
  const to = endOf(plain, from, columns);
  if (to === plain.length && !line.cut) return spans(line, from, to, query);
  const mark = edgeMark(line, to === plain.length);
  const before = endOf(plain, from, Math.max(0, columns - mark.length));
  const room = Math.max(0, columns - mark.length - widthBetween(plain, from, before));
  if (to === plain.length) return [...spans(line, from, before, query), { text: mark, tone: 'dim' }];
  return [...spans(line, from, before, query), { text: `${' '.repeat(room)}${mark}`, tone: 'dim' }];
}

/** One of the rows of a line that is broken at the edge, counted from 0. */
export function wrappedRow(line: ShownLine, columns: number, row: number, query = ''): Line {
  const starts = line.rowStarts(columns);
  const from = starts[row];
  if (from === undefined) return [{ text: cutNote(line).slice(0, columns), tone: 'dim' }];
  return spans(line, from, starts[row + 1] ?? line.plain.length, query);
}

/** Rows that a line takes when it is broken: its text, and one more that says where it was cut. */
export function wrappedRows(line: ShownLine, columns: number): number {
  return line.rowStarts(columns).length + (line.cut ? 1 : 0);
}

/** Columns of the longest line: how far one can scroll to the right. */
export function columnsOf(line: ShownLine): number {
  return isSimple(line.plain) ? line.plain.length : line.plain.length * 2;
}

/** A number of bytes as a person says it: `12 B`, `3.4 kB`, `1.0 GB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (
    unit < units.length - 1 &&
    Math.round(unit === 0 ? value : value * 10) >= (unit === 0 ? 1000 : 10_000)
  ) {
    value /= 1000;
    unit += 1;
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit] ?? ''}`;
}

function edgeMark(line: ShownLine, atEnd: boolean): string {
  if (!line.cut) return '▸';
  return atEnd ? ` ${cutNote(line)}` : `▸ ${lengthText(line)}`;
}

function cutNote(line: ShownLine): string {
  return `▸ cut here: the line has ${lengthText(line)}`;
}

function lengthText(line: ShownLine): string {
  return line.end === undefined ? 'more than 1 MB' : bytesText(line.end - line.start);
}

/** The offset at which so many columns from `from` on are full. */
function endOf(plain: string, from: number, columns: number): number {
  const window = plain.slice(from, from + columns * unitsPerColumn + unitsPerColumn);
  return from + fitting(window, columns).end;
}

function widthBetween(plain: string, from: number, to: number): number {
  return fitting(plain.slice(from, to), Number.POSITIVE_INFINITY).width;
}

/** A stretch of a line with its colours, and with the matches in it shown. */
function spans(line: ShownLine, from: number, to: number, query: string): Line {
  const near = Math.max(0, from - query.length);
  const matches = matchesOf(line.plain.slice(near, to + query.length), query)
    .map((match) => ({ from: Math.max(from, match.from + near), to: Math.min(to, match.to + near) }))
    .filter((match) => match.from < match.to);
  const found: Span[] = [];
  let at = from;
  for (const match of matches) {
    found.push(...coloured(line, at, match.from), {
      text: line.plain.slice(match.from, match.to),
      tone: 'match',
    });
    at = match.to;
  }
  return [...found, ...coloured(line, at, to)];
}

function coloured({ plain, styles }: ShownLine, from: number, to: number): readonly Span[] {
  const found: Span[] = [];
  let at = from;
  let next = countUpTo(styles, from);
  let sgr = styles[next - 1]?.sgr ?? '';
  for (let change = styles[next]; change !== undefined && change.at < to; change = styles[next]) {
    found.push(piece(plain.slice(at, change.at), sgr));
    ({ at, sgr } = change);
    next += 1;
  }
  if (at < to) found.push(piece(plain.slice(at, to), sgr));
  return found;
}

/** How many changes stand at this offset or before it, by halving. */
function countUpTo(styles: readonly StyleChange[], offset: number): number {
  let low = 0;
  let high = styles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((styles[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function piece(text: string, sgr: string): Span {
  return sgr === '' ? { text, tone: 'plain' } : { text: `${sgr}${text}${reset}`, tone: 'styled' };
}
