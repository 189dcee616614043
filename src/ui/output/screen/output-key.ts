import type { ActionId } from '../../keymap/actions.ts';
import type { Input } from '../../terminal/input.ts';
import { cellsOf } from '../../text/cells.ts';
import type { Field, OutputEffect, OutputState, Update } from './output-state.ts';

const scrolls: Partial<Record<ActionId, OutputEffect>> = {
  'line-down': { effect: 'scroll', by: 'line', direction: 1 },
  'line-up': { effect: 'scroll', by: 'line', direction: -1 },
  'half-page-down': { effect: 'scroll', by: 'half', direction: 1 },
  'half-page-up': { effect: 'scroll', by: 'half', direction: -1 },
  'page-down': { effect: 'scroll', by: 'page', direction: 1 },
  'page-up': { effect: 'scroll', by: 'page', direction: -1 },
  first: { effect: 'first' },
  last: { effect: 'last' },
  'scroll-left': { effect: 'sideways', direction: -1 },
  'scroll-right': { effect: 'sideways', direction: 1 },
  mark: { effect: 'mark' },
  'next-mark': { effect: 'next-mark' },
  'next-error': { effect: 'find', what: 'error', direction: 1, fresh: false },
  'previous-error': { effect: 'find', what: 'error', direction: -1, fresh: false },
  copy: { effect: 'copy' },
  pager: { effect: 'page' },
  save: { effect: 'ask-where' },
};

/** What an action of the keymap does here. Undefined: it is none of this screen's. */
export function outputKey(given: OutputState, action: ActionId): Update | undefined {
  const state = { ...given, message: undefined };
  const effect = scrolls[action];
  if (effect !== undefined) return { state, effect };
  switch (action) {
    case 'follow':
      return { state, effect: { effect: state.following ? 'pause' : 'last' } };
    case 'wrap':
      return { state: { ...state, wrap: !state.wrap, left: 0, anchor: { ...state.anchor, row: 0 } } };
    case 'timestamps':
      return { state: timestamps(state) };
    case 'borderless':
      return { state: { ...state, borderless: !state.borderless } };
    case 'search':
      return { state: { ...state, field: { field: 'search', text: '' } } };
    case 'search-next':
      return find(state, 1);
    case 'search-previous':
      return find(state, -1);
    case 'close':
      return close(state);
    default:
      return undefined;
  }
}

function find(state: OutputState, direction: 1 | -1): Update {
  if (state.query === '')
    return { state: { ...state, message: { text: 'Nothing is searched for: / begins.', tone: 'plain' } } };
  return { state, effect: { effect: 'find', what: 'query', direction, fresh: false } };
}

function timestamps(state: OutputState): OutputState {
  if (state.timestamps) return { ...state, timestamps: false };
  const text = 'A time is known only of what came while this program looked.';
  return { ...state, timestamps: true, message: { text, tone: 'plain' } };
}

/** Closes what was opened last, one thing at a time. */
function close(state: OutputState): Update {
  if (state.scan !== undefined) return { state, effect: { effect: 'stop-finding' } };
  if (state.borderless) return { state: { ...state, borderless: false } };
  if (state.query !== '') return { state: { ...state, query: '', found: undefined } };
  return { state, effect: { effect: 'close' } };
}

/** What a key or a paste does to the open field. Undefined: it is not for a field. */
export function fieldInput(state: OutputState, field: Field, input: Input): Update | undefined {
  if (field.field === 'replace') return answerReplace(state, field.path, input);
  if (input.input === 'paste') return typed(state, field, input.text.replaceAll(/[\r\n]+/g, ' '));
  switch (input.chord) {
    case 'escape':
      return { state: { ...state, field: undefined } };
    case 'enter':
      return submit(state, field);
    case 'backspace':
      return {
        state: {
          ...state,
          field: { ...field, text: field.text.slice(0, cellsOf(field.text).ends.at(-2) ?? 0) },
        },
      };
    case 'ctrl+u':
      return { state: { ...state, field: { ...field, text: '' } } };
    default:
      if (input.text !== '') return typed(state, field, input.text);
      return input.chord.startsWith('ctrl+') ? undefined : { state };
  }
}

type TextField = Exclude<Field, { readonly field: 'replace' }>;

function typed(state: OutputState, field: TextField, text: string): Update {
  const visible = text.replaceAll(/\p{Cc}/gu, '');
  return { state: { ...state, field: { ...field, text: field.text + visible } } };
}

function submit(state: OutputState, { field, text }: TextField): Update {
  const closed = { ...state, field: undefined };
  if (field === 'save') return { state: closed, effect: { effect: 'save', path: text, replace: false } };
  const query = text === '' ? state.query : text;
  if (query === '') return { state: closed };
  const fresh = text !== '';
  return { state: { ...closed, query }, effect: { effect: 'find', what: 'query', direction: 1, fresh } };
}

/** Only a `y` that was pressed for itself replaces a file. */
function answerReplace(state: OutputState, path: string, input: Input): Update | undefined {
  const closed = { ...state, field: undefined };
  if (input.input === 'key' && input.chord === 'y' && input.alone)
    return { state: closed, effect: { effect: 'save', path, replace: true } };
  if (input.input === 'key' && input.chord.startsWith('ctrl+')) return undefined;
  if (input.input === 'key' && (input.chord === 'escape' || input.chord === 'n'))
    return { state: { ...closed, message: { text: 'Nothing was saved.', tone: 'plain' } } };
  return { state };
}
