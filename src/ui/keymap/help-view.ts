import { column } from '../form/arrange.ts';
import { type Frame, frame, framed } from '../form/frame.ts';
import { scrollBy } from '../form/scroll.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';
import { joinLine } from '../text/fit.ts';
import { type Line, span } from '../text/line.ts';
import type { Screen } from './actions.ts';
import { helpRows } from './help.ts';
import type { Keymap } from './keymap.ts';
import type { WhyNot } from './palette.ts';

/** The open help. Make it with `openHelp`, change it with `helpInput`, draw it with `helpLines`. */
export interface HelpState {
  readonly keymap: Keymap;
  readonly screen: Screen;
  readonly whyNot: WhyNot;
  /** Which cluster what lies below the help is about; empty: it is about none. */
  readonly where: Line;
  /** Rows above the first one shown. */
  readonly offset: number;
}

/** The help of a screen, at its beginning. */
export function openHelp(keymap: Keymap, screen: Screen, whyNot: WhyNot, where: Line = []): HelpState {
  return { keymap, screen, whyNot, where, offset: 0 };
}

/**
 * The help after a key, or that it was closed. It moves with the keys of the keymap; `q`, the key of help and
 * those that close or interrupt close it. Nothing is ever done from here.
 */
export function helpInput(
  state: HelpState,
  input: Input,
  size: Size,
): { readonly state: HelpState } | { readonly closed: true } {
  if (input.input === 'paste') return { state };
  const action = state.keymap.actionFor(input.chord, { screen: state.screen, searching: false });
  if (input.chord === 'q') return { closed: true };
  const rows = rowsOf(state, size).length;
  const { room } = frameOf(state, size);
  const by = (count: number): { readonly state: HelpState } => ({
    state: { ...state, offset: scrollBy(scrollBy(state.offset, 0, rows, room), count, rows, room) },
  });
  switch (action) {
    case 'close':
    case 'help':
    case 'interrupt':
      return { closed: true };
    case 'line-down':
      return by(1);
    case 'line-up':
      return by(-1);
    case 'half-page-down':
      return by(Math.ceil(room / 2));
    case 'half-page-up':
      return by(-Math.ceil(room / 2));
    case 'page-down':
      return by(Math.max(1, room - 1));
    case 'page-up':
      return by(-Math.max(1, room - 1));
    case 'first':
      return by(-rows);
    case 'last':
      return by(rows);
    default:
      return { state };
  }
}

/** Draws the help. */
export function helpLines(state: HelpState, size: Size): readonly Line[] {
  const { lines } = framed(frameOf(state, size), column(rowsOf(state, size)), state.offset, size);
  const [title, ...rest] = lines;
  return title === undefined || rest.length === 0 || state.where.length === 0
    ? lines
    : [joinLine(title, state.where, size.columns), ...rest];
}

function rowsOf({ keymap, screen, whyNot }: HelpState, { columns }: Size): readonly Line[] {
  return helpRows(keymap, screen, whyNot, columns);
}

function frameOf({ keymap }: HelpState, size: Size): Frame {
  const keys = [
    span(keymap.keyName('close'), 'key'),
    span(' back  ', 'dim'),
    span(keymap.keyName('line-down'), 'key'),
    span(' down  ', 'dim'),
    span(keymap.keyName('line-up'), 'key'),
    span(' up', 'dim'),
  ];
  return frame({ title: 'Keys that work here', danger: false, keys }, size);
}
