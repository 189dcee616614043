import type { Size } from '../../terminal/full-screen.ts';
import { fitLine } from '../../text/fit.ts';
import { highlight } from '../../text/highlight.ts';
import { type Line, span } from '../../text/line.ts';
import type { Place } from './notebook-state.ts';
import { rowsText, scrolledHead } from './cell/head.ts';
import { textColumns } from './cell/rows.ts';
import { noticeLines, nothingShown } from './notices.ts';
import { linesAt, type PageRow } from './page-window.ts';
import type { Scene } from './scene.ts';
import { unreadTails } from './unread-tails.ts';
import { focusIndex } from './focus.ts';
import { spotOf, windowAt } from './spot.ts';

/** The page of a frame, and what the frame around it has to know of it. */
export interface Page {
  readonly lines: readonly Line[];
  /** True where the current cell is in focus, and says on the page what Enter does. */
  readonly enterActs: boolean;
  /** Steps on the page whose last lines of output are not read yet. */
  readonly unread: readonly string[];
}

/** Rows from which on the head of a cell stays in sight while the cell is scrolled. */
const stickyFrom = 8;

/**
 * The page: notices, then the rows around the place that is looked at. Exactly as many rows as the size has.
 * `heard`: the keys of the page are, and not those of a dialog over it.
 */
export function pageOf(scene: Scene, place: Place, { columns, rows }: Size, heard: boolean): Page {
  const notices = noticeLines(scene, columns, heard).slice(0, rows);
  const room = rows - notices.length;
  const window = windowAt(scene, place, room);
  const focus = focusIndex(scene, place);
  const body = scene.shown.ids.length === 0 ? nothingShown(scene) : bodyLines(scene, place, window, room);
  const all = [...notices, ...body.slice(0, room)];
  const lines = Array.from({ length: rows }, (_, row) => fitLine(all[row] ?? [], columns));
  const enterActs = focus === scene.shown.index.get(scene.current) && doesEnterAct(scene, window);
  return { lines, enterActs, unread: unreadTails(scene, window) };
}

function bodyLines(scene: Scene, place: Place, window: readonly PageRow[], rows: number): readonly Line[] {
  const { state, page } = scene;
  const focus = focusIndex(scene, place);
  const spot = place.place === 'row' ? spotOf(scene, place, rows) : undefined;
  const sticky = rows >= stickyFrom ? stickyHead(scene, window[0]) : undefined;
  const cut = rows >= stickyFrom ? cutProse(scene, window[0]) : undefined;
  return window.map((each, at): Line => {
    const here = spot !== undefined && each.cell === spot.cell && each.row === spot.row;
    const instead = at > 0 ? undefined : (sticky ?? (here ? undefined : cut));
    if (instead !== undefined) return [gutterOf(each.cell === focus, false), ...instead];
    const gutter = gutterOf(each.cell === focus && !isLeadingBlank(scene, each), here);
    const shown = state.search === undefined ? each.line : highlight(each.line, state.search.query);
    return [gutter, ...fitLine(shown, Math.max(0, page.columns - 2))];
  });
}

function gutterOf(focused: boolean, here: boolean): Line[number] {
  if (here) return span('▸ ', 'accent');
  return focused ? span('│ ', 'accent') : span('  ');
}

/** The blank row between two cells belongs to neither. */
function isLeadingBlank(scene: Scene, { cell, row }: PageRow): boolean {
  return row === 0 && linesAt(scene, cell).parts[0] === 'space';
}

/** The head of the cell at the top of the page, where its own head has gone out of sight. */
function stickyHead(scene: Scene, top: PageRow | undefined): Line | undefined {
  if (top === undefined) return undefined;
  const { head } = linesAt(scene, top.cell);
  const cell = scene.cells.steps[scene.cells.index.get(scene.shown.ids[top.cell] ?? '') ?? -1];
  if (cell === undefined || top.row <= head) return undefined;
  const columns = textColumns(Math.max(1, scene.page.columns - 2));
  return scrolledHead(scene, cell, top.row - head, columns);
}

/** Half a sentence at the top of the page could say the contrary of the whole: it is told that there is more. */
function cutProse(scene: Scene, top: PageRow | undefined): Line | undefined {
  if (top === undefined) return undefined;
  const { parts, head } = linesAt(scene, top.cell);
  const hidden = parts.slice(0, top.row).filter((part) => part !== 'space').length;
  if (hidden === 0 || top.row >= head) return undefined;
  return [span(`… ${rowsText(hidden + 1)} above`, 'dim')];
}

function doesEnterAct(scene: Scene, window: readonly PageRow[]): boolean {
  const at = scene.shown.index.get(scene.current);
  if (at === undefined) return false;
  const { action, rows } = linesAt(scene, at);
  // Where there is nothing to do, nothing of it can be out of sight.
  const wanted = action ?? rows.length - 1;
  return window.some(({ cell, row }) => cell === at && row >= wanted);
}
