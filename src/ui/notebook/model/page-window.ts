import type { Line } from '../../text/line.ts';
import { cellLines } from './cell-of.ts';
import type { CellLines } from './cell-lines.ts';
import type { Scene } from './scene.ts';

/** A row of the page in the document: which of the shown cells, and which of its rows. */
export interface RowAt {
  readonly cell: number;
  readonly row: number;
}

/** A row of the document and the row of the page in which it stands. */
export interface Spot extends RowAt {
  readonly at: number;
}

/** A row of the page, ready to be drawn but for its gutter. */
export interface PageRow extends RowAt {
  readonly line: Line;
}

/** Columns in front of every row: they show which cell is in focus. */
export const gutter = 2;

export function linesAt(scene: Scene, cell: number): CellLines {
  return cellLines(scene, scene.shown.ids[cell] ?? '', Math.max(1, scene.page.columns - gutter));
}

/**
 * The rows of a page around a spot. Only these cells are rendered, outward from the spot, however long the
 * document is. At the ends of the document the page stays full as long as there is something to fill it.
 */
export function pageWindow(scene: Scene, spot: Spot, rows: number): readonly PageRow[] {
  if (scene.shown.ids.length === 0 || rows <= 0) return [];
  const wantedAbove = Math.min(spot.at, rows - 1);
  const above = rowsBefore(scene, spot, wantedAbove);
  const below = rowsFrom(scene, spot, rows - above.length);
  const missing = rows - above.length - below.length;
  if (missing === 0 || above.length < wantedAbove) return [...above, ...below];
  return [...rowsBefore(scene, spot, above.length + missing), ...below];
}

/** At most so many rows before this one, in the order of the page. */
function rowsBefore(scene: Scene, from: RowAt, count: number): readonly PageRow[] {
  const found: PageRow[] = [];
  let { cell, row } = from;
  while (found.length < count) {
    row -= 1;
    if (row < 0) {
      cell -= 1;
      if (cell < 0) break;
      row = linesAt(scene, cell).rows.length - 1;
    }
    found.push({ cell, row, line: linesAt(scene, cell).rows[row] ?? [] });
  }
  return found.toReversed();
}

/** At most so many rows from this one on. */
function rowsFrom(scene: Scene, from: RowAt, count: number): readonly PageRow[] {
  const found: PageRow[] = [];
  for (let { cell } = from; found.length < count && cell < scene.shown.ids.length; cell += 1) {
    const { rows } = linesAt(scene, cell);
    for (let row = cell === from.cell ? from.row : 0; row < rows.length && found.length < count; row += 1) {
      found.push({ cell, row, line: rows[row] ?? [] });
    }
  }
  return found;
}

/** The row that lies so many rows further (negative: before), or the last one on the way. */
export function rowFurther(scene: Scene, from: RowAt, by: number): RowAt {
  if (by < 0) return rowsBefore(scene, from, -by)[0] ?? from;
  return rowsFrom(scene, from, by + 1).at(-1) ?? from;
}
