import { fieldInput } from '../../form/field.ts';
import { scrollInto } from '../../form/scroll.ts';
import type { Size } from '../../terminal/full-screen.ts';
import type { Input } from '../../terminal/input.ts';
import { pickerRoom } from './picker-lines.ts';
import { pickerMatches } from './picker-matches.ts';
import type { PickerState } from './picker-state.ts';

/** What came of a picker: the id of the chosen item; undefined: it was closed. */
export interface Picked<Id extends string> {
  readonly chosen: Id | undefined;
}

/**
 * The picker after a key or a paste, or what came of it. `size` is what `pickerLines` draws into. Whatever
 * writes goes into the query, from a burst too; only a lone Enter chooses, and never what is unavailable.
 */
export function pickerInput<Id extends string>(
  state: PickerState<Id>,
  input: Input,
  size: Size,
): { readonly state: PickerState<Id> } | Picked<Id> {
  if (input.input === 'key') {
    switch (input.chord) {
      case 'escape':
      case 'ctrl+c':
        return input.alone ? { chosen: undefined } : { state };
      case 'enter': {
        const item = state.matches[state.selected]?.item;
        if (!input.alone || item === undefined || item.unavailable !== undefined) return { state };
        return { chosen: item.id };
      }
    }
    const selected = move(state, input.chord, pickerRoom(size));
    if (selected !== undefined) return { state: inView({ ...state, selected }, size) };
  }
  const field = fieldInput(state.field, input);
  if (field === undefined) return { state };
  if (field.text === state.field.text) return { state: { ...state, field } };
  const matches = pickerMatches(state.items, field.text);
  return { state: { ...state, field, matches, selected: 0, offset: 0 } };
}

/** The ends are joined for single steps, so that the last items are near. */
function move<Id extends string>(
  { matches, selected }: PickerState<Id>,
  chord: string,
  page: number,
): number | undefined {
  const last = Math.max(0, matches.length - 1);
  switch (chord) {
    case 'down':
    case 'ctrl+n':
    case 'tab':
      return selected === last ? 0 : selected + 1;
    case 'up':
    case 'ctrl+p':
    case 'shift+tab':
      return selected === 0 ? last : selected - 1;
    case 'pagedown':
      return Math.min(last, selected + page);
    case 'pageup':
      return Math.max(0, selected - page);
    default:
      return undefined;
  }
}

function inView<Id extends string>(state: PickerState<Id>, size: Size): PickerState<Id> {
  const { selected, offset, matches } = state;
  const range = { from: selected, to: selected + 1 };
  return { ...state, offset: scrollInto(offset, range, matches.length, pickerRoom(size)) };
}
