import { parseChord } from '../keymap/chord.ts';
import { keyOfControl } from './key-names.ts';

/** Which modifier keys were held. */
export interface Held {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

export const nothingHeld: Held = { ctrl: false, alt: false, shift: false };

/** A key, before it is known whether it came alone. */
export interface Key {
  readonly chord: string;
  readonly text: string;
}

/** Nothing that could be seen or kept: controls, halves of characters, what stands for undecodable bytes. */
const unwritable = /[\p{Cc}\p{Cs}\ufffd]/gu;

/** A key with a name (`up`, `f1`); undefined: the keymap knows none of that name. */
export function namedKey(name: string, held: Held = nothingHeld): Key | undefined {
  // Where the keymap has no such key with Shift, it is the key that most terminals send for both.
  const chord = chordOf(name, held) ?? chordOf(name, { ...held, shift: false });
  return chord === undefined ? undefined : { chord, text: chord === 'space' ? ' ' : '' };
}

/** A key that writes what was typed, one user-perceived character. Undefined: nothing that could be written. */
export function characterKey(typed: string, held: Held = nothingHeld): Key | undefined {
  const character = typed.replaceAll(unwritable, '');
  if (character === '') return undefined;
  if (character === ' ') return namedKey('space', held);
  if (!held.ctrl && !held.alt) return { chord: character, text: character };
  // With Ctrl a terminal sends no case, and what Shift makes of a character is the character.
  const chord = chordOf(held.ctrl ? character.toLowerCase() : character, { ...held, shift: false });
  return chord === undefined ? undefined : { chord, text: '' };
}

/** The key behind a control character, as terminals have always sent it; undefined for C1, which no key sends. */
export function controlKey(code: number, held: Held = nothingHeld): Key | undefined {
  const name = keyOfControl.get(code);
  if (name !== undefined) return namedKey(name, held);
  if (code === 0) return namedKey('space', { ...held, ctrl: true });
  return code < 0x20
    ? characterKey(String.fromCodePoint(code + 0x40).toLowerCase(), { ...held, ctrl: true })
    : undefined;
}

function chordOf(key: string, held: Held): string | undefined {
  const prefix = `${held.ctrl ? 'ctrl+' : ''}${held.alt ? 'alt+' : ''}${held.shift ? 'shift+' : ''}`;
  return parseChord(`${prefix}${key}`);
}
