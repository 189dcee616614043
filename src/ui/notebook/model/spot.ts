import type { CellLines, CellPart } from './cell-lines.ts';
import { cellLines } from './cell-of.ts';
import { focusIndex } from './focus.ts';
import type { Place } from './notebook-state.ts';
import { gutter, linesAt, pageWindow, type PageRow, type Spot } from './page-window.ts';
import type { Scene } from './scene.ts';

/** The row that stands still, and where it stands: everything else of the page follows from it. */
export function spotOf(scene: Scene, place: Place, rows: number): Spot {
  const cell = focusIndex(scene, place);
  const lines = linesAt(scene, cell);
  if (place.place !== 'row') return reveal(lines, cell, rows);
  const row =
    place.columns === scene.page.columns
      ? place.row
      : sameRow(cellLines(scene, place.cell, Math.max(1, place.columns - gutter)), lines, place.row);
  return {
    cell,
    row: Math.max(0, Math.min(row, lines.rows.length - 1)),
    at: Math.max(0, Math.min(place.at, rows - 1)),
  };
}

/**
 * Shows all of a cell where it fits, with some rows of what is before it. Of one that is too high: its end,
 * where it says what Enter does, and of any other its beginning.
 */
function reveal({ rows: { length: height }, action }: CellLines, cell: number, rows: number): Spot {
  if (height <= rows) return { cell, row: 0, at: Math.min(Math.floor(rows / 3), rows - height) };
  return action === undefined ? { cell, row: 0, at: 0 } : { cell, row: height - 1, at: rows - 1 };
}

/** Where on the page the row that stands still has come to stand. */
export function standingAt(window: readonly PageRow[], { cell, row }: Spot): number {
  return Math.max(
    0,
    window.findIndex((each) => each.cell === cell && each.row === row),
  );
}

/** The rows of the page for a place. */
export function windowAt(scene: Scene, place: Place, rows: number): readonly PageRow[] {
  return pageWindow(scene, spotOf(scene, place, rows), rows);
}

interface Run {
  readonly part: CellPart;
  readonly from: number;
  readonly length: number;
}

/** The row that shows the same as this one did at another width: as far into the same part of the cell. */
function sameRow(before: CellLines, now: CellLines, row: number): number {
  const old = runsOf(before.parts);
  const which = old.findIndex(({ from, length }) => row >= from && row < from + length);
  const was = old[which];
  const is = runsOf(now.parts)[which];
  if (was === undefined || is?.part !== was.part) return row;
  return is.from + Math.floor(((row - was.from) / was.length) * is.length);
}

function runsOf(parts: readonly CellPart[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [at, part] of parts.entries()) {
    const last = runs.at(-1);
    if (last?.part === part) runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ part, from: at, length: 1 });
  }
  return runs;
}
