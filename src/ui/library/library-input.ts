import { fieldInput, openField } from '../form/field.ts';
import { scrollBy, scrollInto } from '../form/scroll.ts';
import type { ActionId } from '../keymap/actions.ts';
import { type Input, pasteRefused } from '../terminal/input.ts';
import { libraryLayout, type LibraryPlace } from './library-layout.ts';
import { focusedItem, itemKey, type LibraryState, visibleItems, withFilter } from './library-state.ts';
import { choiceOf } from './item-choice.ts';
import type { LibraryChoice } from './library-view.ts';

type Answer = { readonly state: LibraryState } | LibraryChoice;

/**
 * The library after a key or a paste, or what was chosen. Keys go through the keymap, but what is typed into
 * the filter is text. Only a lone key opens, resumes or quits. Actions that are not the library's own (help,
 * palette, redraw …) change nothing here.
 */
export function libraryInput(state: LibraryState, input: Input, place: LibraryPlace): Answer {
  const quiet = { ...state, message: undefined };
  if (state.typing) return typing(quiet, input, place);
  if (input.input === 'paste') return { state: { ...quiet, message: pasteRefused(input) } };
  const action = place.keymap.actionFor(input.chord, { screen: 'library', searching: false });
  const decides = action === 'open' || action === 'quit';
  if (action === undefined || (decides && !input.alone)) return { state: quiet };
  return libraryAction(quiet, action, place);
}

/** While the filter has the keys, up, down and the pages still move, and Enter opens. */
function typing(state: LibraryState, input: Input, place: LibraryPlace): Answer {
  if (input.input === 'key') {
    switch (input.chord) {
      case 'enter':
        return input.alone ? open(state) : { state };
      case 'escape':
      case 'ctrl+c':
        return { state: withFilter(state, openField(''), false) };
      case 'up':
        return libraryAction(state, 'line-up', place);
      case 'down':
        return libraryAction(state, 'line-down', place);
      case 'pageup':
        return libraryAction(state, 'page-up', place);
      case 'pagedown':
        return libraryAction(state, 'page-down', place);
      case 'backspace':
        if (state.filter.text === '') return { state: withFilter(state, state.filter, false) };
    }
  }
  const filter = fieldInput(state.filter, input);
  return { state: filter === undefined ? state : inView(withFilter(state, filter, true), place) };
}

/** What an action does here; from a key, the palette or a menu. */
export function libraryAction(state: LibraryState, action: ActionId, place: LibraryPlace): Answer {
  const { room } = libraryLayout(state, place);
  switch (action) {
    case 'open':
      return open(state);
    case 'quit':
      return { choice: 'quit' };
    case 'search':
      return { state: { ...state, typing: true } };
    case 'close':
      return { state: inView(withFilter(state, openField(''), false), place) };
    case 'line-down':
      return moved(state, 1, place);
    case 'line-up':
      return moved(state, -1, place);
    case 'half-page-down':
      return moved(state, Math.ceil(room / 2), place);
    case 'half-page-up':
      return moved(state, -Math.ceil(room / 2), place);
    case 'page-down':
      return moved(state, room, place);
    case 'page-up':
      return moved(state, -room, place);
    case 'first':
      return moved(state, Number.NEGATIVE_INFINITY, place);
    case 'last':
      return moved(state, Number.POSITIVE_INFINITY, place);
    default:
      return { state };
  }
}

function moved(state: LibraryState, by: number, place: LibraryPlace): Answer {
  const { items } = visibleItems(state);
  const at = items.findIndex((item) => itemKey(item) === state.focus);
  const item = items[Math.max(0, Math.min(at + by, items.length - 1))];
  return { state: inView(item === undefined ? state : { ...state, focus: itemKey(item) }, place) };
}

/** Scrolled as little as needed to show the item in focus, and at the end what comes after it. */
function inView(state: LibraryState, place: LibraryPlace): LibraryState {
  const { list, room } = libraryLayout(state, place);
  const { items } = visibleItems(state);
  const last = items.at(-1);
  const offset = scrollInto(state.offset, list.focused, list.rows.length, room);
  const atEnd = last !== undefined && itemKey(last) === state.focus;
  return {
    ...state,
    offset: atEnd ? scrollToEnd(offset, list.focused?.from ?? 0, list.rows.length, room) : offset,
  };
}

/** Problems of folders stand below the last item, which stays in sight. */
function scrollToEnd(offset: number, focused: number, rows: number, room: number): number {
  return Math.max(offset, Math.min(focused, scrollBy(rows, 0, rows, room)));
}

function open(state: LibraryState): Answer {
  const item = focusedItem(state);
  if (item === undefined) return { state };
  const chosen = choiceOf(item);
  return 'refused' in chosen ? { state: { ...state, message: chosen.refused } } : chosen;
}
