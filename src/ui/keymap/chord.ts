/** What a person may call a key, and what the keymap calls it. */
const names: ReadonlyMap<string, string> = new Map([
  ...['enter', 'return', 'cr', 'ret'].map((name) => [name, 'enter'] as const),
  ...['escape', 'esc'].map((name) => [name, 'escape'] as const),
  ...['space', 'spc', 'spacebar', ' '].map((name) => [name, 'space'] as const),
  ...['tab'].map((name) => [name, 'tab'] as const),
  ...['backspace', 'bs'].map((name) => [name, 'backspace'] as const),
  ...['delete', 'del'].map((name) => [name, 'delete'] as const),
  ...['pageup', 'pgup', 'page-up'].map((name) => [name, 'pageup'] as const),
  ...['pagedown', 'pgdn', 'pgdown', 'page-down'].map((name) => [name, 'pagedown'] as const),
  ...['up', 'down', 'left', 'right', 'home', 'end'].map((name) => [name, name] as const),
  ...Array.from({ length: 12 }, (_, index) => [`f${index + 1}`, `f${index + 1}`] as const),
]);

/** Names of the keys that are no character, as the keymap has them. */
export const keyNames: readonly string[] = [...new Set(names.values())];

/** `C-`, `M-` and `S-` are Emacs's and Vim's names. */
const modifiers: ReadonlyMap<string, Modifier> = new Map([
  ...['ctrl', 'control', 'c'].map((name) => [name, 'ctrl'] as const),
  ...['alt', 'meta', 'option', 'm', 'a'].map((name) => [name, 'alt'] as const),
  ...['shift', 's'].map((name) => [name, 'shift'] as const),
]);

type Modifier = 'ctrl' | 'alt' | 'shift';

/** With Ctrl, a terminal sends the same byte for these characters as for another key, so they are that key. */
const sameByte: ReadonlyMap<string, string> = new Map([
  ['ctrl+h', 'backspace'],
  ['ctrl+i', 'tab'],
  ['ctrl+j', 'enter'],
  ['ctrl+m', 'enter'],
  ['ctrl+[', 'escape'],
  ['ctrl+@', 'ctrl+space'],
  ['ctrl+/', 'ctrl+_'],
]);

/** What a terminal sends as the bare key, or not at all. */
const unsent: ReadonlySet<string> = new Set([
  ...['enter', 'tab', 'backspace', 'escape'].map((name) => `ctrl+${name}`),
  ...['enter', 'space', 'backspace', 'escape'].map((name) => `shift+${name}`),
  'alt+escape',
]);

/**
 * The name of a key in the keymap (see `KeyPress`), from what a person calls it: `Ctrl-P`, `ctrl+p`, `C-p`,
 * `<C-p>` and `^P` are all `ctrl+p`. Undefined: there is no such key, or no terminal sends it.
 */
export function parseChord(text: string): string | undefined {
  const bare = /^<(.+)>$/u.exec(text)?.[1] ?? text;
  const caret = /^\^(.)$/u.exec(bare)?.[1];
  const { held, key } = caret === undefined ? split(bare) : { held: new Set(['ctrl'] as const), key: caret };
  const named = names.get(key.toLowerCase());
  if (named !== undefined) return sendable(canonical(held, named));
  return /^[^\p{C}\p{Z}\p{M}]$/u.test(key) ? character(held, key) : undefined;
}

function split(text: string): { readonly held: ReadonlySet<Modifier>; readonly key: string } {
  const held = new Set<Modifier>();
  let key = text;
  for (;;) {
    const found = /^([a-z]+)[+-](?=.)/iu.exec(key);
    const modifier = modifiers.get(found?.[1]?.toLowerCase() ?? '');
    if (found === null || modifier === undefined) return { held, key };
    held.add(modifier);
    key = key.slice(found[0].length);
  }
}

/** With Ctrl a terminal sends no case; Shift is a part of the character. */
function character(held: ReadonlySet<Modifier>, key: string): string | undefined {
  if (held.has('ctrl')) {
    if (held.has('shift') || !/^[a-z@[\\\]^_/]$/iu.test(key)) return undefined;
    const chord = canonical(new Set(['ctrl']), key.toLowerCase());
    const same = sameByte.get(chord) ?? chord;
    return held.has('alt') ? sendable(withAlt(same)) : same;
  }
  if (!held.has('shift')) return canonical(held, key);
  const upper = key.toUpperCase();
  return upper === key.toLowerCase() || upper.length !== key.length
    ? undefined
    : canonical(new Set([...held].filter((modifier) => modifier !== 'shift')), upper);
}

function canonical(held: ReadonlySet<Modifier>, key: string): string {
  const order = ['ctrl', 'alt', 'shift'] as const;
  return [...order.filter((modifier) => held.has(modifier)), key].join('+');
}

function withAlt(chord: string): string {
  const { held, key } = split(chord);
  return canonical(new Set([...held, 'alt' as const]), key);
}

function sendable(chord: string): string | undefined {
  return unsent.has(chord) ? undefined : chord;
}

const shown: ReadonlyMap<string, string> = new Map([
  ['escape', 'Esc'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['delete', 'Del'],
]);

/** A chord as the key bar shows it: `^P`, `Enter`, `Alt+x`, `Shift+Tab`. `parseChord` reads it back. */
export function chordText(chord: string): string {
  const { held, key } = split(chord);
  const name = shown.get(key) ?? (key.length > 1 ? capital(key) : key);
  if (held.size === 1 && held.has('ctrl') && /^[a-z]$/u.test(key)) return `^${key.toUpperCase()}`;
  return [...[...held].map(capital), name].join('+');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
