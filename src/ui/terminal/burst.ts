import type { Answer } from './answer.ts';
import type { Paste } from './input.ts';
import type { Key } from './key.ts';

type Piece = Key | Paste | Answer | undefined;

/** Keys that a hand types between two reads of a slow link; more at once, and not all the same, were pasted. */
const mostTyped = 3;

/**
 * Whether the keys of one read were pasted, by a terminal that puts no brackets around it. The same key over and
 * over is one that is held.
 */
export function isPasted(keys: readonly Piece[]): boolean {
  const written = keys.flatMap((key) => (key === undefined || writtenBy(key) === undefined ? [] : [key]));
  if (written.length <= mostTyped) return false;
  return new Set(written.map((key) => ('chord' in key ? key.chord : ''))).size > 1;
}

/** The same keys with each stretch of text as the paste that it is. Keys that write nothing stay keys. */
export function joinPasted(keys: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const key of keys) {
    const text = key === undefined ? undefined : writtenBy(key);
    const last = joined.at(-1);
    if (text === undefined) joined.push(key);
    else if (last !== undefined && 'input' in last && last.input === 'paste')
      joined.splice(-1, 1, { input: 'paste', text: last.text + text });
    else joined.push({ input: 'paste', text });
  }
  return joined;
}

/** What a key stands for in a text; undefined: for nothing. A paste that came in brackets is none of these keys. */
function writtenBy(key: NonNullable<Piece>): string | undefined {
  if (!('chord' in key)) return undefined;
  if (key.chord === 'enter') return '\n';
  if (key.chord === 'tab') return '\t';
  return key.text === '' ? undefined : key.text;
}
