import { wrappedRows } from '../rows/lay-out.ts';
import type { ShownLine } from '../rows/shown-line.ts';
import type { LineReader } from './line-reader.ts';

/** What stands at the top: a line, and how many of its rows are above the edge. */
export interface Anchor {
  readonly offset: number;
  readonly row: number;
}

/** The room for lines. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
  /** True: long lines take several rows. */
  readonly wrap: boolean;
}

/** The lines that are on the screen, in order. */
export interface Page {
  readonly anchor: Anchor;
  readonly lines: readonly ShownLine[];
  /** Number of the first line, from 1. Undefined: not counted yet. */
  readonly number: number | undefined;
}

export const top: Anchor = { offset: 0, row: 0 };

/** The lines from an anchor on, as many as there is room for. */
export async function loadPage(reader: LineReader, anchor: Anchor, room: Room): Promise<Page> {
  const lines: ShownLine[] = [];
  let free = room.rows + anchor.row;
  let at = anchor.offset < reader.size ? anchor.offset : undefined;
  while (at !== undefined && free > 0) {
    const line = await reader.lineFrom(at);
    lines.push(line);
    free -= rowsOf(line, room);
    at = reader.startAfter(line);
  }
  const [first] = lines;
  const row = first === undefined ? 0 : Math.min(anchor.row, rowsOf(first, room) - 1);
  return { anchor: { ...anchor, row }, lines, number: await reader.lineNumber(anchor.offset) };
}

/** The anchor at which the last row of the output is the last one on the screen. */
export function endAnchor(reader: LineReader, room: Room): Promise<Anchor> {
  return moveUp(reader, { offset: reader.size, row: 0 }, room.rows, room);
}

export async function moveUp(
  reader: LineReader,
  { offset, row }: Anchor,
  rows: number,
  room: Room,
): Promise<Anchor> {
  let at = offset;
  let left = row - rows;
  while (left < 0) {
    const before = await reader.startBefore(at);
    if (before === undefined) return { offset: at, row: 0 };
    at = before;
    left += rowsOf(await reader.lineFrom(at), room);
  }
  return { offset: at, row: left };
}

/** Down, but no further than to the end. */
export async function moveDown(
  reader: LineReader,
  anchor: Anchor,
  rows: number,
  room: Room,
): Promise<Anchor> {
  const end = await endAnchor(reader, room);
  if (!isBefore(anchor, end)) return anchor;
  let at = anchor.offset;
  let left = anchor.row + rows;
  while (at < end.offset) {
    const line = await reader.lineFrom(at);
    const own = rowsOf(line, room);
    const next = reader.startAfter(line);
    if (left < own || next === undefined) return { offset: at, row: Math.min(left, own - 1) };
    left -= own;
    at = next;
  }
  return at > end.offset || left > end.row ? end : { offset: at, row: left };
}

export function isBefore(one: Anchor, other: Anchor): boolean {
  return one.offset < other.offset || (one.offset === other.offset && one.row < other.row);
}

function rowsOf(line: ShownLine, room: Room): number {
  return room.wrap ? wrappedRows(line, room.columns) : 1;
}
