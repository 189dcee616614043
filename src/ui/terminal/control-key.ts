import { consoleKey, keyOfCode, keyOfLetter, keyOfNumber, keypadKey } from './key-names.ts';
import { characterKey, type Held, type Key, namedKey, nothingHeld } from './key.ts';

/** The key that a control sequence stands for: `ESC [ …` without its `ESC [`. Undefined: none that we know. */
export function csiKey(body: string): Key | undefined {
  const console = /^\[([A-E])$/.exec(body)?.[1];
  if (console !== undefined) return named(consoleKey.get(console));
  const parts = /^([\d;:]*)([A-Za-z~^$@])$/.exec(body);
  if (parts === null) return undefined;
  const [, parameters = '', final = ''] = parts;
  const fields = parameters.split(';').map((field) => field.split(':').map(Number));
  if (final === 'u') return codeKey(fields);
  if (final === '~' && fields[0]?.[0] === 27) return otherKey(fields);
  if (isRelease(fields[1])) return undefined;
  return /[~^$@]/.test(final)
    ? named(keyOfNumber.get(fields[0]?.[0] ?? 0), rxvtHeld(final, heldOf(fields[1])))
    : letterKey(final, parameters, heldOf(fields[1]));
}

/** The key that `ESC O …` stands for, without its `ESC O`. */
export function ss3Key(body: string): Key | undefined {
  const parts = /^(?:1;)?(\d*)([A-Za-z ])$/.exec(body);
  if (parts === null) return undefined;
  const [, modifiers = '', final = ''] = parts;
  const held = heldOf(modifiers === '' ? undefined : [Number(modifiers)]);
  const rxvtArrow = /^[a-d]$/.test(final) ? keyOfLetter.get(final.toUpperCase()) : undefined;
  if (rxvtArrow !== undefined) return namedKey(rxvtArrow, { ...held, ctrl: true });
  const key = keyOfLetter.get(final) ?? keypadKey.get(final);
  return key === undefined || key.length > 1 ? named(key, held) : characterKey(key, held);
}

function letterKey(final: string, parameters: string, held: Held): Key | undefined {
  if (parameters !== '' && !/^1?(;|$)/.test(parameters)) return undefined;
  if (final === 'Z') return namedKey('tab', { ...held, shift: true });
  if (/^[a-d]$/.test(final)) return named(keyOfLetter.get(final.toUpperCase()), { ...held, shift: true });
  return named(keyOfLetter.get(final), held);
}

/** `ESC [ code ; modifiers : event ; text u`, where the code may bring what Shift makes of it. */
function codeKey([codes = [], modifiers]: readonly (readonly number[])[]): Key | undefined {
  if (isRelease(modifiers)) return undefined;
  const [code = 0, shifted = 0] = codes;
  const held = heldOf(modifiers);
  return keyWithCode(held.shift && shifted > 0 ? shifted : code, held);
}

/** xterm's `ESC [ 27 ; modifiers ; code ~`. */
function otherKey([, modifiers, codes = []]: readonly (readonly number[])[]): Key | undefined {
  return keyWithCode(codes[0] ?? 0, heldOf(modifiers));
}

function keyWithCode(code: number, held: Held): Key | undefined {
  const name = keyOfCode.get(code);
  if (name !== undefined) return name.length > 1 ? namedKey(name, held) : characterKey(name, held);
  // From 57344 on, kitty has keys that write nothing: volume, play, left Shift by itself.
  const writes = code > 32 && code <= 0x10ffff && !(code >= 57_344 && code <= 63_743);
  if (!writes) return undefined;
  const character = String.fromCodePoint(code);
  return characterKey(held.shift ? upper(character) : character, held);
}

function upper(character: string): string {
  const capital = character.toUpperCase();
  return capital.length === character.length ? capital : character;
}

function named(name: string | undefined, held: Held = nothingHeld): Key | undefined {
  return name === undefined ? undefined : namedKey(name, held);
}

/** Modifiers as terminals count them: one more than a sum of 1 Shift, 2 Alt, 4 Ctrl, 32 Meta. */
function heldOf([encoded = 1]: readonly number[] = []): Held {
  const bits = Math.max(0, encoded - 1);
  return { shift: (bits & 1) !== 0, alt: (bits & (2 | 32)) !== 0, ctrl: (bits & 4) !== 0 };
}

function rxvtHeld(final: string, held: Held): Held {
  return {
    ...held,
    ctrl: held.ctrl || final === '^' || final === '@',
    shift: held.shift || final === '$' || final === '@',
  };
}

/** Kitty tells of keys let go, too, where somebody asked it to. */
function isRelease([, event]: readonly number[] = []): boolean {
  return event === 3;
}
