/** Rows from `from` up to but not including `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** An offset moved by some rows, kept where there is something to see. */
export function scrollBy(offset: number, by: number, rows: number, room: number): number {
  return Math.max(0, Math.min(offset + by, rows - room));
}

/** An offset moved as little as needed to show the range; of a range that is too long, its beginning. */
export function scrollInto(offset: number, range: RowRange | undefined, rows: number, room: number): number {
  const shown = range === undefined ? offset : Math.min(Math.max(offset, range.to - room), range.from);
  return scrollBy(shown, 0, rows, room);
}
