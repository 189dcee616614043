import { unreachable } from '../../../problem/problem.ts';
import type { Size } from '../../terminal/full-screen.ts';
import { foldOf } from './fold.ts';
import { searchFor, searchFurther } from './go-to-hit.ts';
import { layoutFor, smallest } from './layout.ts';
import { move } from './move.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import { filters, type NotebookMessage, type NotebookState } from './notebook-state.ts';
import { pageRows } from './notices.ts';
import { makeScene, type Scene } from './scene.ts';
import { focusIndex, placeNow } from './focus.ts';

/** The state after a message. Pure: the same inputs, state, size and message always give the same state. */
export function updateNotebook(
  inputs: NotebookInputs,
  state: NotebookState,
  size: Size,
  message: NotebookMessage,
): NotebookState {
  // In a window that is too small nothing is drawn, and what is done there has to make sense afterwards.
  const layout = layoutFor(size, state.outline, 0) ?? layoutFor(smallest, state.outline, 0);
  const page = layout?.page ?? smallest;
  const scene = makeScene(inputs, state, { ...page, rows: pageRows(page.rows, state) });
  switch (message.message) {
    case 'move':
      return move(scene, message.move);
    case 'go-to':
      return goTo(scene, message.step);
    case 'fold':
      return fold(scene);
    case 'fold-all':
      return { ...state, folds: new Map(), foldAll: afterFoldAll[state.foldAll] };
    case 'filter':
      return { ...state, filter: message.filter ?? nextFilter(state), place: { place: 'current' } };
    case 'outline':
      return { ...state, outline: toggledOutline(state, size) };
    case 'search':
      return searchFor(scene, message.query);
    case 'search-next':
      return searchFurther(scene, 1);
    case 'search-previous':
      return searchFurther(scene, -1);
    case 'search-end':
      return { ...state, search: undefined };
    case 'close':
      return close(state);
    default:
      return unreachable(message);
  }
}

const afterFoldAll = { automatic: 'folded', folded: 'open', open: 'automatic' } as const;

function nextFilter({ filter }: NotebookState): NotebookState['filter'] {
  return filters[(filters.indexOf(filter) + 1) % filters.length] ?? 'all';
}

/** A step that the filter hides is shown by taking the filter off. */
function goTo({ state, shown, cells, current }: Scene, step: string): NotebookState {
  if (!cells.index.has(step)) return state;
  const filter = shown.index.has(step) ? state.filter : 'all';
  return { ...state, filter, place: step === current ? { place: 'current' } : { place: 'cell', cell: step } };
}

function fold(scene: Scene): NotebookState {
  const { state, shown, inputs, cells } = scene;
  const id = shown.ids[focusIndex(scene, placeNow(scene))];
  if (id === undefined || cells.steps[cells.index.get(id) ?? -1] === undefined) return state;
  const { status } = inputs.reader.stepState(id).status;
  const folded = foldOf(scene, id) === 'full' ? 'folded' : 'open';
  const place = placeNow(scene);
  return {
    ...state,
    folds: new Map(state.folds).set(id, { fold: folded, status }),
    // What is folded or unfolded is looked at as a whole.
    place: place.place === 'row' ? { place: 'cell', cell: id } : place,
  };
}

/** Automatic shows it where there is room, so that the first press does the opposite of what is there. */
function toggledOutline({ outline }: NotebookState, size: Size): NotebookState['outline'] {
  return layoutFor(size, outline, 0)?.outline === undefined ? 'shown' : 'hidden';
}

function close(state: NotebookState): NotebookState {
  if (state.search !== undefined) return { ...state, search: undefined };
  return { ...state, filter: 'all', place: { place: 'current' } };
}
