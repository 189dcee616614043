import { scrollBy } from '../form/scroll.ts';
import type { ActionId } from '../keymap/actions.ts';
import { type Input, pasteRefused } from '../terminal/input.ts';
import { courseRoom } from './course-lines.ts';
import { courseRows, type CourseRows, scrollTo } from './course-rows.ts';
import { type CourseState, focusedEntry, matchingEntries, nextMatch } from './course-state.ts';
import type { SessionsPlace } from './list-lines.ts';
import type { CourseRow, StepOutput } from './sessions-view.ts';

type Answer =
  | { readonly state: CourseState }
  | { readonly look: StepOutput; readonly entry: CourseRow }
  | { readonly search: true }
  | { readonly closed: true };

/** The session after a key or a paste, or what is to be shown in its place. */
export function courseInput(state: CourseState, input: Input, place: SessionsPlace): Answer {
  const quiet = { ...state, message: undefined };
  if (input.input === 'paste') return { state: { ...quiet, message: pasteRefused(input) } };
  const searching = state.query !== '';
  const action = place.keymap.actionFor(input.chord, { screen: 'sessions', searching });
  const decides = action === 'look' || action === 'close';
  if (action === undefined || (decides && !input.alone)) return { state: quiet };
  return courseAction(quiet, action, place);
}

/** What an action does here; from a key or the palette. */
export function courseAction(state: CourseState, action: ActionId, place: SessionsPlace): Answer {
  const room = courseRoom(state, place);
  switch (action) {
    case 'look':
      return look(state);
    case 'search':
      return { search: true };
    case 'search-next':
      return { state: found(state, state.focus + 1, 1, place) };
    case 'search-previous':
      return { state: found(state, state.focus - 1, -1, place) };
    case 'close':
      return state.query === '' ? { closed: true } : { state: { ...state, query: '' } };
    case 'line-down':
      return { state: stepped(state, 1, place) };
    case 'line-up':
      return { state: stepped(state, -1, place) };
    case 'half-page-down':
      return { state: paged(state, Math.ceil(room / 2), place) };
    case 'half-page-up':
      return { state: paged(state, -Math.ceil(room / 2), place) };
    case 'page-down':
      return { state: paged(state, room, place) };
    case 'page-up':
      return { state: paged(state, -room, place) };
    case 'first':
      return { state: focused(state, 0, place) };
    case 'last':
      return { state: focused(state, state.course.entries.length - 1, place) };
    default:
      return { state };
  }
}

/** Why there is nothing to look at. */
export const noOutput = 'No output was kept here.';

function look(state: CourseState): Answer {
  const entry = focusedEntry(state);
  if (entry?.output !== undefined) return { look: entry.output, entry };
  return { state: { ...state, message: noOutput } };
}

/** To the next entry; details that are longer than the window are read through before. */
function stepped(state: CourseState, direction: 1 | -1, place: SessionsPlace): CourseState {
  const laid = courseRows(state, place.size.columns);
  const room = courseRoom(state, place);
  const own = laid.ranges[state.focus];
  const offset = scrollBy(state.offset, 0, laid.rows.length, room);
  const more =
    own !== undefined &&
    own.to - own.from > room &&
    (direction === 1 ? own.to > offset + room : own.from < offset);
  if (more) return { ...state, offset: scrollBy(offset, direction, laid.rows.length, room) };
  return focused(state, state.focus + direction, place);
}

/** By as many rows of the entries as they are without the details of the one in focus. */
function paged(state: CourseState, by: number, place: SessionsPlace): CourseState {
  const { ranges } = courseRows({ ...state, focus: -1 }, place.size.columns);
  const target = (ranges[state.focus]?.from ?? 0) + by;
  const at = ranges.findIndex(({ to }) => to > target);
  return focused(state, target < 0 ? 0 : at === -1 ? ranges.length - 1 : at, place);
}

/** The same session with another entry in focus, and in sight. */
function focused(state: CourseState, at: number, place: SessionsPlace): CourseState {
  const focus = Math.max(0, Math.min(at, state.course.entries.length - 1));
  const next = { ...state, focus };
  const room = courseRoom(next, place);
  const laid = courseRows(next, place.size.columns);
  return { ...next, offset: inSight(laid, state, focus, room) };
}

/** Whoever comes from above begins to read at the beginning, and from below at the end. */
function inSight({ rows, ranges }: CourseRows, before: CourseState, focus: number, room: number): number {
  const range = ranges[focus];
  if (range === undefined) return 0;
  const from = focus >= before.focus && range.to - range.from > room ? 0 : before.offset;
  return scrollTo(from, range, rows.length, room);
}

/** The same session with the entry in focus that a search comes to from this one; without a match as it is. */
export function found(
  state: CourseState,
  from: number,
  direction: 1 | -1,
  place: SessionsPlace,
): CourseState {
  const at = nextMatch(matchingEntries(state), from, direction);
  return at === undefined ? state : focused(state, at, place);
}
