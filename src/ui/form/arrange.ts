import type { Line } from '../text/line.ts';
import { type RowRange, scrollBy, scrollInto } from './scroll.ts';

/** What stands between head and foot of a dialog: what one reads, and what one fills in or chooses from. */
export interface Parts {
  readonly body: readonly Line[];
  /** Fields or items. */
  readonly block: readonly Line[];
  /** Rows of the block that have to be in sight; undefined: none of it has the focus. */
  readonly focused: RowRange | undefined;
}

/** Where everything lies between head and foot. */
export type Arrangement =
  /** One column, scrolled as a whole. `first`: the row in which the block begins. */
  | {
      readonly in: 'one-column';
      readonly rows: readonly Line[];
      readonly first: number;
      readonly focused: RowRange | undefined;
    }
  /** The body above the block, with a rule between them. The page keys scroll the body; the block follows the focus. */
  | {
      readonly in: 'two-parts';
      readonly body: readonly Line[];
      readonly bodyRoom: number;
      readonly block: readonly Line[];
      readonly blockRoom: number;
      readonly blockOffset: number;
    };

/** Below so many rows body and block are not shown together. */
const leastForBoth = 5;

/** Rows that a body keeps beside a block, however long that is; at least a third of what there is. */
const leastBody = 2;

/** Whether a body and a block of so many rows stand above each other, each with a part of the room. */
export function needsTwoParts(body: number, block: number, room: number): boolean {
  return body > 0 && block > 0 && room >= leastForBoth && body + 1 + block > room;
}

/** Rows of a body that is too long for the room, beside a block of so many rows. */
export function bodyRoomBeside(block: number, body: number, room: number): number {
  const least = Math.min(body, Math.max(leastBody, Math.floor(room / 3)));
  return Math.max(least, Math.min(body, room - 1 - block));
}

/**
 * Arranges a dialog in `room` rows, at least one, so that what has the focus is in sight. In the lowest windows
 * there is room for one of the two only: the block where it has the focus.
 */
export function arrange({ body, block, focused }: Parts, room: number): Arrangement {
  if (needsTwoParts(body.length, block.length, room)) {
    const bodyRoom = bodyRoomBeside(block.length, body.length, room);
    const blockRoom = room - bodyRoom - 1;
    const blockOffset = scrollInto(0, focused, block.length, blockRoom);
    return { in: 'two-parts', body, bodyRoom, block, blockRoom, blockOffset };
  }
  const read = room < leastForBoth && focused !== undefined ? [] : body;
  const gap: readonly Line[] = read.length > 0 && block.length > 0 ? [[]] : [];
  const first = read.length + gap.length;
  return { in: 'one-column', rows: [...read, ...gap, ...block], first, focused: shifted(focused, first) };
}

/** Rows that are nothing but read, or chosen from. */
export function column(rows: readonly Line[]): Arrangement {
  return { in: 'one-column', rows, first: 0, focused: undefined };
}

function shifted(range: RowRange | undefined, by: number): RowRange | undefined {
  return range === undefined ? undefined : { from: range.from + by, to: range.to + by };
}

/** The offset after the page keys: -1 for a page up, 1 for a page down. What has the focus stays in sight. */
export function paged(arrangement: Arrangement, room: number, offset: number, pages: 1 | -1): number {
  const { rows, shown } = scrolls(arrangement, room);
  return inSight(arrangement, room, scrollBy(offset, pages * Math.max(1, shown - 1), rows, shown));
}

/** The offset moved as little as needed to show what has the focus. */
export function inSight(arrangement: Arrangement, room: number, offset: number): number {
  const { rows, shown } = scrolls(arrangement, room);
  const focused = arrangement.in === 'one-column' ? arrangement.focused : undefined;
  return scrollInto(offset, focused, rows, shown);
}

/** What the page keys scroll: so many rows, of which so many are in sight. */
function scrolls(arrangement: Arrangement, room: number): { readonly rows: number; readonly shown: number } {
  return arrangement.in === 'one-column'
    ? { rows: arrangement.rows.length, shown: room }
    : { rows: arrangement.body.length, shown: arrangement.bodyRoom };
}
