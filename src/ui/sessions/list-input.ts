import { fieldInput, openField } from '../form/field.ts';
import { scrollInto } from '../form/scroll.ts';
import type { ActionId } from '../keymap/actions.ts';
import { type Input, pasteRefused } from '../terminal/input.ts';
import { listRoom, type SessionsPlace } from './list-lines.ts';
import { focusedSession, type ListState, withFilter } from './list-state.ts';
import type { SessionRow } from './sessions-view.ts';

type Answer = { readonly state: ListState } | { readonly look: SessionRow } | { readonly closed: true };

/** The list after a key or a paste, which session is to be looked at, or that it is left. */
export function listInput(state: ListState, input: Input, place: SessionsPlace): Answer {
  const quiet = { ...state, message: undefined };
  if (state.typing) return typing(quiet, input, place);
  if (input.input === 'paste') return { state: { ...quiet, message: pasteRefused(input) } };
  const action = place.keymap.actionFor(input.chord, { screen: 'sessions', searching: false });
  const decides = action === 'look' || action === 'close';
  if (action === undefined || (decides && !input.alone)) return { state: quiet };
  return listAction(quiet, action, place);
}

/** While the filter has the keys, up, down and the pages still move, and Enter looks. */
function typing(state: ListState, input: Input, place: SessionsPlace): Answer {
  if (input.input === 'key') {
    switch (input.chord) {
      case 'enter':
        return input.alone ? look(state) : { state };
      case 'escape':
      case 'ctrl+c':
        return { state: withFilter(state, openField(''), false) };
      case 'up':
        return moved(state, -1, place);
      case 'down':
        return moved(state, 1, place);
      case 'pageup':
        return moved(state, -listRoom(state, place), place);
      case 'pagedown':
        return moved(state, listRoom(state, place), place);
      case 'backspace':
        if (state.filter.text === '') return { state: { ...state, typing: false } };
    }
  }
  const filter = fieldInput(state.filter, input);
  return { state: filter === undefined ? state : withFilter(state, filter, true) };
}

/** What an action does here; from a key or the palette. */
export function listAction(state: ListState, action: ActionId, place: SessionsPlace): Answer {
  const room = listRoom(state, place);
  switch (action) {
    case 'look':
      return look(state);
    case 'search':
      return { state: { ...state, typing: true } };
    case 'close':
      return state.filter.text === '' ? { closed: true } : { state: withFilter(state, openField(''), false) };
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

function moved(state: ListState, by: number, place: SessionsPlace): Answer {
  const focus = Math.max(0, Math.min(state.focus + by, state.shown.length - 1));
  const range = { from: focus, to: focus + 1 };
  const offset = scrollInto(state.offset, range, state.shown.length, listRoom(state, place));
  return { state: { ...state, focus, offset } };
}

function look(state: ListState): Answer {
  const session = focusedSession(state);
  if (session === undefined) return { state };
  if (session.unread === undefined) return { look: session };
  return { state: { ...state, message: `There is nothing to look at: ${session.unread.why}` } };
}
