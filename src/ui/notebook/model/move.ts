import { unreachable } from '../../../problem/problem.ts';
import type { Move, NotebookState, Place } from './notebook-state.ts';
import { linesAt, rowFurther, type RowAt, type Spot } from './page-window.ts';
import type { Scene } from './scene.ts';
import { focusIndex, placeNow } from './focus.ts';
import { sectionsOf } from './outline/sections.ts';
import { spotOf, standingAt, windowAt } from './spot.ts';

/** Looks elsewhere. */
export function move(scene: Scene, to: Move): NotebookState {
  const { state, page, shown } = scene;
  if (to === 'current') {
    const filter = shown.index.has(scene.current) ? state.filter : 'all';
    return { ...state, filter, place: { place: 'current' } };
  }
  if (shown.ids.length === 0) return state;
  return { ...state, place: placeAfter(scene, to, page.rows) };
}

function placeAfter(scene: Scene, to: Exclude<Move, 'current'>, rows: number): Place {
  switch (to) {
    case 'line-down':
      return byRows(scene, rows, 1);
    case 'line-up':
      return byRows(scene, rows, -1);
    case 'half-page-down':
      return byRows(scene, rows, Math.max(1, Math.floor(rows / 2)));
    case 'half-page-up':
      return byRows(scene, rows, -Math.max(1, Math.floor(rows / 2)));
    case 'page-down':
      return byRows(scene, rows, Math.max(1, rows - 1));
    case 'page-up':
      return byRows(scene, rows, -Math.max(1, rows - 1));
    case 'first':
      return atRow(scene, { cell: 0, row: 0 }, 0);
    case 'last': {
      const cell = scene.shown.ids.length - 1;
      return atRow(scene, { cell, row: linesAt(scene, cell).rows.length - 1 }, rows - 1);
    }
    case 'next-step':
      return byCells(scene, 1);
    case 'previous-step':
      return byCells(scene, -1);
    case 'next-section':
      return bySections(scene, 1);
    case 'previous-section':
      return bySections(scene, -1);
    default:
      return unreachable(to);
  }
}

/** The page goes by so many rows under the row that is looked at; at the ends of the document that row itself goes. */
function byRows(scene: Scene, rows: number, by: number): Place {
  const place = placeNow(scene);
  const spot: Spot = spotOf(scene, place, rows);
  const at = standingAt(windowAt(scene, place, rows), spot);
  return atRow(scene, rowFurther(scene, spot, by), at);
}

function atRow({ shown, current, inputs, page }: Scene, { cell, row }: RowAt, at: number): Place {
  const id = shown.ids[cell] ?? current;
  const { status } = inputs.reader.stepState(id).status;
  return {
    place: 'row',
    cell: id,
    row,
    at,
    columns: page.columns,
    ...(id === current ? { reading: { cell: id, status } } : {}),
  };
}

function byCells(scene: Scene, by: 1 | -1): Place {
  const { shown, current } = scene;
  const at = focusIndex(scene, placeNow(scene)) + by;
  const id = shown.ids[Math.max(0, Math.min(at, shown.ids.length - 1))] ?? current;
  return id === current ? { place: 'current' } : { place: 'cell', cell: id };
}

/** To the first shown step below the next heading; back: below this one, from there below the one before. */
function bySections(scene: Scene, by: 1 | -1): Place {
  const { shown, cells, current } = scene;
  const focus = shown.ids[focusIndex(scene, placeNow(scene))] ?? current;
  const at = cells.index.get(focus) ?? 0;
  const starts = sectionsOf(cells).flatMap(({ own: { from, to } }) => {
    const first = cells.ids.slice(from, to).find((id) => shown.index.has(id));
    return first === undefined ? [] : [cells.index.get(first) ?? 0];
  });
  const to = by > 0 ? starts.find((start) => start > at) : starts.findLast((start) => start < at);
  const id = cells.ids[to ?? at] ?? focus;
  return id === current ? { place: 'current' } : { place: 'cell', cell: id };
}
