import type { Input } from '../terminal/input.ts';

/** A line of text that is being edited. The cursor is an offset in UTF-16 units, always between two graphemes. */
export interface FieldState {
  readonly text: string;
  readonly cursor: number;
}

/** Beyond this nothing more is taken in: no answer is as long, and every key has to stay quick. */
export const fieldLimit = 16_384;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * What no answer holds and nobody could see in it: controls, format characters (but the joiners that emoji
 * and some scripts need, and the tags of flags), line and paragraph separators, halves of characters.
 */
const unseen = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--[\u{200c}-\u{200d}\u{e0020}-\u{e007f}]]/gv;

/** Text from outside as one line: line ends and tabs are spaces, at its end nothing; what can't be seen is gone. */
export function oneLine(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+$/u, '')
    .replaceAll(/\r\n|[\r\n\t\v\f\u0085\u2028\u2029]/gu, ' ')
    .replaceAll(unseen, '');
}

/** A field with this text, the cursor behind it. */
export function openField(text: string): FieldState {
  const clean = oneLine(text).slice(0, fieldLimit);
  return { text: clean, cursor: clean.length };
}

/**
 * The field after a key or a paste, with the keys of readline. Undefined: the key is not the field's (Enter,
 * Tab, Esc, up and down, other chords), and says nothing to it.
 */
export function fieldInput(field: FieldState, input: Input): FieldState | undefined {
  if (input.input === 'paste') return insert(field, oneLine(input.text));
  const edit = edits.get(input.chord);
  if (edit !== undefined) return edit(field);
  const written = input.chord === 'tab' || input.chord === 'enter' ? '' : oneLine(input.text);
  return written === '' ? undefined : insert(field, written);
}

type Edit = (field: FieldState) => FieldState;

const toStart: Edit = (field) => ({ ...field, cursor: 0 });
const toEnd: Edit = (field) => ({ ...field, cursor: field.text.length });
const toLeft: Edit = (field) => ({ ...field, cursor: before(field) });
const toRight: Edit = (field) => ({ ...field, cursor: after(field) });
const wordLeft: Edit = (field) => ({ ...field, cursor: wordBefore(field) });
const wordRight: Edit = (field) => ({ ...field, cursor: wordAfter(field) });
const eraseLeft: Edit = (field) => cut(field, before(field), field.cursor);
const eraseRight: Edit = (field) => cut(field, field.cursor, after(field));

const edits: ReadonlyMap<string, Edit> = new Map([
  ['left', toLeft],
  ['ctrl+b', toLeft],
  ['right', toRight],
  ['ctrl+f', toRight],
  ['home', toStart],
  ['ctrl+a', toStart],
  ['end', toEnd],
  ['ctrl+e', toEnd],
  ['alt+b', wordLeft],
  ['alt+left', wordLeft],
  ['ctrl+left', wordLeft],
  ['alt+f', wordRight],
  ['alt+right', wordRight],
  ['ctrl+right', wordRight],
  ['backspace', eraseLeft],
  ['ctrl+h', eraseLeft],
  ['delete', eraseRight],
  ['ctrl+d', eraseRight],
  ['ctrl+u', (field) => cut(field, 0, field.cursor)],
  ['ctrl+k', (field) => cut(field, field.cursor, field.text.length)],
  ['ctrl+w', (field) => cut(field, spaceBefore(field), field.cursor)],
  ['alt+backspace', (field) => cut(field, wordBefore(field), field.cursor)],
  ['alt+d', (field) => cut(field, field.cursor, wordAfter(field))],
]);

function insert({ text, cursor }: FieldState, inserted: string): FieldState {
  const room = Math.max(0, fieldLimit - text.length);
  const taken = inserted.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  return onBoundary(text.slice(0, cursor) + taken + text.slice(cursor), cursor + taken.length);
}

function cut({ text }: FieldState, from: number, to: number): FieldState {
  return onBoundary(text.slice(0, from) + text.slice(to), from);
}

/** What meets at the cursor may be one grapheme now, such as a letter and its accent. */
function onBoundary(text: string, cursor: number): FieldState {
  const inside = graphemes.segment(text).containing(cursor);
  const whole = inside === undefined || inside.index === cursor;
  return { text, cursor: whole ? cursor : inside.index + inside.segment.length };
}

function before({ text, cursor }: FieldState): number {
  return graphemes.segment(text).containing(cursor - 1)?.index ?? 0;
}

function after({ text, cursor }: FieldState): number {
  const next = graphemes.segment(text).containing(cursor);
  return next === undefined ? text.length : next.index + next.segment.length;
}

/** Where the word before the cursor begins; letters and digits make words, as in readline. */
function wordBefore({ text, cursor }: FieldState): number {
  return stretch([...graphemes.segment(text.slice(0, cursor))].toReversed())?.index ?? 0;
}

function wordAfter({ text, cursor }: FieldState): number {
  const passed = stretch([...graphemes.segment(text.slice(cursor))]);
  return passed === undefined ? cursor : cursor + passed.index + passed.segment.length;
}

const inWord = /^[\p{L}\p{N}]/u;

/** The last grapheme of what lies before the first word, and of that word. */
function stretch(ahead: readonly Intl.SegmentData[]): Intl.SegmentData | undefined {
  const word = ahead.findIndex(({ segment }) => inWord.test(segment));
  if (word === -1) return ahead.at(-1);
  const end = ahead.findIndex(({ segment }, index) => index > word && !inWord.test(segment));
  return ahead.at(end === -1 ? -1 : end - 1);
}

/** Where the stretch without white space before the cursor begins. */
function spaceBefore({ text, cursor }: FieldState): number {
  let at = text.slice(0, cursor).trimEnd().length;
  while (at > 0 && !/\s/u.test(text.charAt(at - 1))) at -= 1;
  return at;
}
