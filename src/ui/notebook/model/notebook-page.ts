import { padLine, fitLine } from '../../text/fit.ts';
import { type Line, span } from '../../text/line.ts';
import type { Size } from '../../terminal/full-screen.ts';
import { barActions } from './bar-actions.ts';
import { endCell } from './cells.ts';
import { enterDoes } from './enter-does.ts';
import { headerLines } from './header.ts';
import { type Layout, layoutFor } from './layout.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import type { NotebookState } from './notebook-state.ts';
import type { NotebookView } from './notebook-view.ts';
import { pageRows } from './notices.ts';
import { outlineAbove } from './outline/above.ts';
import { outlineLeft } from './outline/left.ts';
import { pageOf } from './page.ts';
import { makeScene, type Scene } from './scene.ts';
import { standingText } from './search.ts';
import { focusIndex, placeNow } from './focus.ts';
import { tooSmall } from './too-small.ts';

/**
 * The frame for this state and window. Pure, and fast enough to be called for every key. `covered`: rows at
 * the foot that a dialog takes, in place of the key bar.
 */
export function notebookView(
  inputs: NotebookInputs,
  state: NotebookState,
  size: Size,
  covered = 0,
): NotebookView {
  const layout = layoutFor(size, state.outline, covered);
  if (layout === undefined) {
    const page = tooSmall(inputs, { columns: size.columns, rows: size.rows - Math.min(covered, size.rows) });
    return {
      header: [],
      outline: undefined,
      page,
      flash: undefined,
      bar: [],
      frame: page,
      focus: inputs.reader.current?.id,
      enterActs: false,
      unread: [],
    };
  }
  return frameOf(inputs, state, size, layout);
}

function frameOf(
  inputs: NotebookInputs,
  state: NotebookState,
  { columns }: Size,
  layout: Layout,
): NotebookView {
  const scene = sceneFor(inputs, state, layout);
  const place = placeNow(scene);
  const focus = scene.shown.ids[focusIndex(scene, place)];
  const page = pageOf(scene, place, layout.page, layout.bar > 0);
  const header = headerLines(scene, focus ?? scene.current, columns, layout.header);
  const outline = outlineOf(scene, layout, focus ?? scene.current, columns);
  // A dialog has a rule of its own below its title, and Enter is its own.
  const foot = layout.bar === 0 ? [] : footLine(scene, page.enterActs, columns);
  const flash = fitLine(inputs.flash ?? foot, columns);
  const bar = layout.bar === 0 ? [] : [barLine(scene, page.enterActs, columns)];
  return {
    header,
    outline,
    page: page.lines,
    flash,
    bar,
    frame: [
      ...header,
      ...(outline?.place === 'above' ? outline.rows : []),
      ...besideEachOther(outline?.place === 'left' ? outline : undefined, page.lines),
      flash,
      ...bar,
    ],
    focus: focus === endCell ? undefined : focus,
    enterActs: page.enterActs,
    unread: page.unread,
  };
}

function sceneFor(inputs: NotebookInputs, state: NotebookState, { page }: Layout): Scene {
  return makeScene(inputs, state, { ...page, rows: pageRows(page.rows, state) });
}

function outlineOf(
  scene: Scene,
  { outline, page }: Layout,
  focus: string,
  columns: number,
): NotebookView['outline'] {
  const at = scene.cells.index.get(focus) ?? 0;
  switch (outline?.place) {
    case 'left':
      return { ...outline, rows: outlineLeft(scene, at, outline.columns, page.rows) };
    case 'above':
      return { place: 'above', rows: outlineAbove(scene, at, columns, outline.rows) };
    case undefined:
      return undefined;
  }
}

function besideEachOther(
  left: { readonly columns: number; readonly rows: readonly Line[] } | undefined,
  page: readonly Line[],
): readonly Line[] {
  if (left === undefined) return page;
  return page.map((each, row) => [...padLine(left.rows[row] ?? [], left.columns), ...each]);
}

/** Between page and key bar: what Enter does, where the page does not say it itself. */
function footLine({ inputs, cells, current }: Scene, enterActs: boolean, columns: number): Line {
  const does = enterActs ? undefined : enterDoes(inputs.reader, inputs.situation, inputs.consented)?.does;
  if (does === undefined) return [span('─'.repeat(columns), 'rule')];
  const step = cells.steps[cells.index.get(current) ?? -1];
  const where = step === undefined ? '' : ` to step ${String(step.number)}`;
  return [
    span(` ${inputs.keyOf('act') ?? 'Enter'}`, 'key'),
    span(` goes back${where}; there it ${does}`, 'dim'),
  ];
}

function barLine({ inputs, state }: Scene, enterActs: boolean, columns: number): Line {
  const { reader, situation, keyBar } = inputs;
  return fitLine(keyBar(barActions(reader, situation, state, enterActs), columns), columns);
}

/** `3 of 17`, or that nothing was found; empty where no search is on. */
export function searchStanding(inputs: NotebookInputs, state: NotebookState): string {
  return standingText(inputs, state.search);
}

/** The step that is looked at; undefined: the end of the runbook. */
export function focusedStep(inputs: NotebookInputs, state: NotebookState): string | undefined {
  const scene = makeScene(inputs, state, { columns: 1, rows: 1 });
  const id = scene.shown.ids[focusIndex(scene, placeNow(scene))];
  return id === endCell ? undefined : id;
}
