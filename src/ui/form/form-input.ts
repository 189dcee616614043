import type { Size } from '../terminal/full-screen.ts';
import type { Input, KeyPress } from '../terminal/input.ts';
import { inSight, paged } from './arrange.ts';
import { choiceInput } from './choice.ts';
import { fieldInput } from './field.ts';
import type { Filled } from './form.ts';
import { formLayout } from './form-layout.ts';
import { type Entry, entryFault, entryText, type FormFocus, type FormState } from './form-state.ts';

/**
 * The form after a key or a paste, or what came of it. `size` is what `formLines` draws into: the page keys and
 * the focus scroll by it. Only a lone key submits or cancels.
 */
export function formInput(
  state: FormState,
  input: Input,
  size: Size,
): { readonly state: FormState } | Filled {
  if (input.input === 'key') {
    const decided = decide(state, input);
    if (decided !== undefined) return 'filled' in decided ? decided : { state: inView(decided.state, size) };
    const page = pages[input.chord];
    if (page !== undefined) return { state: scrolled(state, page, size) };
    const moved = move(state, input.chord);
    if (moved !== undefined) return { state: inView({ ...state, focus: moved }, size) };
  }
  return { state: inView(edit(state, input), size) };
}

const pages: Readonly<Record<string, 1 | -1>> = { pageup: -1, pagedown: 1 };

function decide(state: FormState, key: KeyPress): { readonly state: FormState } | Filled | undefined {
  if (key.chord === 'escape' || key.chord === 'ctrl+c') {
    return key.alone ? { filled: 'cancelled' } : { state };
  }
  if (key.chord !== 'enter') return undefined;
  const { focus, fields } = state;
  if (focus.on === 'cancel') return key.alone ? { filled: 'cancelled' } : { state };
  if (focus.on === 'submit' || focus.index === fields.length - 1)
    return key.alone ? submit(state) : { state };
  const next: FormFocus = { on: 'field', index: focus.index + 1 };
  return { state: { ...touch(state, focus.index), focus: next } };
}

function submit(state: FormState): { readonly state: FormState } | Filled {
  const wrong = state.fields.findIndex((entry) => entryFault(entry) !== undefined);
  if (wrong !== -1) return { state: { ...state, tried: true, focus: { on: 'field', index: wrong } } };
  const values = Object.fromEntries(state.fields.map((entry) => [entry.field.name, entryText(entry)]));
  return { filled: 'submitted', values };
}

function move({ fields, focus }: FormState, chord: string): FormFocus | undefined {
  switch (chord) {
    case 'tab':
    case 'down':
      return step(fields.length, focus, 1);
    case 'shift+tab':
    case 'up':
      return step(fields.length, focus, -1);
    case 'left':
    case 'right':
      if (focus.on === 'field') return undefined;
      return { on: focus.on === 'submit' ? 'cancel' : 'submit' };
    default:
      return undefined;
  }
}

/** Fields, the submit button and Cancel are one ring. */
function step(fields: number, focus: FormFocus, by: 1 | -1): FormFocus {
  const at = focus.on === 'field' ? focus.index : fields + (focus.on === 'submit' ? 0 : 1);
  const next = (at + by + fields + 2) % (fields + 2);
  if (next < fields) return { on: 'field', index: next };
  return { on: next === fields ? 'submit' : 'cancel' };
}

/** What is written while a button has the focus goes into the first field that still wants something. */
function edit(state: FormState, input: Input): FormState {
  const index = state.focus.on === 'field' ? state.focus.index : wanting(state, input);
  const entry = state.fields[index];
  if (entry === undefined) return state;
  const edited = editEntry(entry, input);
  if (edited === undefined) return state;
  return { ...state, fields: state.fields.with(index, edited), focus: { on: 'field', index } };
}

function wanting({ fields }: FormState, input: Input): number {
  if (input.text.trim() === '') return -1;
  const wrong = fields.findIndex((entry) => entryFault(entry) !== undefined);
  return wrong === -1 ? 0 : wrong;
}

function editEntry(entry: Entry, input: Input): Entry | undefined {
  if (entry.kind === 'choice') {
    const state = choiceInput(entry.state, entry.field.choices, input);
    return state === undefined ? undefined : { ...entry, state, touched: true };
  }
  const state = fieldInput(entry.state, input);
  if (state === undefined) return undefined;
  return { ...entry, state, touched: entry.touched || state.text !== entry.state.text };
}

function touch(state: FormState, index: number): FormState {
  const entry = state.fields[index];
  return entry === undefined
    ? state
    : { ...state, fields: state.fields.with(index, { ...entry, touched: true }) };
}

function scrolled(state: FormState, by: 1 | -1, size: Size): FormState {
  const { arrangement, room } = formLayout(state, size);
  return { ...state, offset: paged(arrangement, room, state.offset, by) };
}

/** Scrolled as little as needed to show all of the field in focus. */
function inView(state: FormState, size: Size): FormState {
  const { arrangement, room } = formLayout(state, size);
  return { ...state, offset: inSight(arrangement, room, state.offset) };
}
