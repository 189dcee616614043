import type { Input } from '../terminal/input.ts';
import { oneLine } from './field.ts';

/** A choice between words: which one is chosen, and what was typed to find it. */
export interface ChoiceState {
  /** -1: none yet. */
  readonly index: number;
  readonly typed: string;
}

/** Nothing is chosen where `initial` is none of the choices. */
export function openChoice(choices: readonly string[], initial: string): ChoiceState {
  return { index: choices.indexOf(initial), typed: '' };
}

/**
 * Left and right go round; typing a part chooses the first that begins with it, else holds it. Undefined: the
 * key says nothing to a choice.
 */
export function choiceInput(
  state: ChoiceState,
  choices: readonly string[],
  input: Input,
): ChoiceState | undefined {
  if (choices.length === 0) return undefined;
  if (input.input === 'paste') return find(choices, oneLine(input.text).trim(), state);
  switch (input.chord) {
    case 'left':
      return { index: state.index <= 0 ? choices.length - 1 : state.index - 1, typed: '' };
    case 'right':
      return { index: (state.index + 1) % choices.length, typed: '' };
    case 'home':
      return { index: 0, typed: '' };
    case 'end':
      return { index: choices.length - 1, typed: '' };
    case 'backspace':
      return find(choices, state.typed.replace(/.$/su, ''), state);
    case 'enter':
    case 'tab':
      return undefined;
    default: {
      const written = oneLine(input.text);
      return written === '' ? undefined : find(choices, state.typed + written, state);
    }
  }
}

/** What was typed stays only as far as it leads somewhere: a slip of the hand can't block the next letters. */
function find(choices: readonly string[], typed: string, state: ChoiceState): ChoiceState {
  if (typed === '') return { ...state, typed };
  const wanted = typed.toLowerCase();
  const begins = choices.findIndex((choice) => choice.toLowerCase().startsWith(wanted));
  const index = begins === -1 ? choices.findIndex((choice) => choice.toLowerCase().includes(wanted)) : begins;
  return index === -1 ? { ...state, typed: state.typed } : { index, typed };
}
