import { textWidth } from '../../text/cells.ts';
import { matchesOf } from '../../text/highlight.ts';
import { type Anchor, isBefore, endAnchor, moveUp, type Page, type Room } from '../lines/viewport.ts';
import type { LineReader } from '../lines/line-reader.ts';
import type { ShownLine } from '../rows/shown-line.ts';

/** Where to look so that a found line is seen. */
export interface Place {
  readonly anchor: Anchor;
  readonly left: number;
  /** True: what matches is in the part of the line that is not shown. */
  readonly hidden: boolean;
}

/** Leaves the screen as it is where the line is on it; otherwise the line comes to its upper third. */
export async function showFound(
  reader: LineReader,
  line: ShownLine,
  query: string,
  now: { readonly page: Page | undefined; readonly left: number; readonly room: Room },
): Promise<Place> {
  const { page, left, room } = now;
  const [match] = query === '' ? [] : matchesOf(line.plain, query);
  const hidden = query !== '' && match === undefined;
  const from = match?.from ?? 0;
  if (room.wrap) {
    const row = Math.max(
      0,
      line.rowStarts(room.columns).findLastIndex((start) => start <= from),
    );
    return { anchor: await anchorAt(reader, { offset: line.start, row }, page, room), left, hidden };
  }
  const anchor = await anchorAt(reader, { offset: line.start, row: 0 }, page, room);
  const column = textWidth(line.plain.slice(0, from));
  const end = textWidth(line.plain.slice(0, match?.to ?? 0));
  const seen = column >= left && end < left + room.columns;
  return { anchor, left: seen ? left : Math.max(0, column - Math.floor(room.columns / 2)), hidden };
}

async function anchorAt(
  reader: LineReader,
  wanted: Anchor,
  page: Page | undefined,
  room: Room,
): Promise<Anchor> {
  // Where lines are broken the row matters, and it may be off the screen although its line is on it.
  const lines = page?.lines.slice(0, room.rows) ?? [];
  const isOn = lines.some(({ start }) => start === wanted.offset);
  if (!room.wrap && page !== undefined && isOn) return page.anchor;
  const anchor = await moveUp(reader, wanted, Math.floor(room.rows / 3), room);
  const end = await endAnchor(reader, room);
  return isBefore(end, anchor) ? end : anchor;
}
