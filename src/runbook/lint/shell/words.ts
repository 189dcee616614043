/** One word of a shell command. */
export interface ShellWord {
  /** The word without its quotes; expansions stay as they are written. */
  readonly text: string;
  /** As it stands in the script. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  /** Variables that it expands: not those in single quotes, nor those inside `$(…)`. */
  readonly variables: readonly string[];
  /** Command substitutions and process substitutions in it: where their text is. */
  readonly substitutions: readonly { readonly start: number; readonly end: number }[];
}

const ends = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);

/** Reads the word that begins at `start`. It never runs past the script, whatever is left open. */
export function readWord(script: string, start: number): ShellWord {
  const word = { text: '', variables: [] as string[], substitutions: [] as { start: number; end: number }[] };
  let at = start;
  while (at < script.length && !ends.has(script.charAt(at))) at = readPart(script, at, word, false);
  // A lone parenthesis is no word: whoever asked for one gets at least a character.
  const end = Math.max(at, Math.min(start + 1, script.length));
  return { ...word, raw: script.slice(start, end), start, end };
}

interface Draft {
  text: string;
  readonly variables: string[];
  readonly substitutions: { start: number; end: number }[];
}

/** Reads one piece (a character, a quoted string, an expansion) and gives the offset after it. */
function readPart(script: string, at: number, word: Draft, inDouble: boolean): number {
  const character = script.charAt(at);
  if (character === '\\') return readEscape(script, at, word);
  if (character === '`') return readBackquotes(script, at, word);
  if (character === '$') return readExpansion(script, at, word, inDouble);
  if (character === "'" && !inDouble) {
    const close = closingAt(script, script.indexOf("'", at + 1));
    word.text += script.slice(at + 1, close);
    return Math.min(close + 1, script.length);
  }
  if (character === '"' && !inDouble) return readDouble(script, at, word);
  word.text += character;
  return at + 1;
}

function closingAt(script: string, found: number): number {
  return found === -1 ? script.length : found;
}

function readEscape(script: string, at: number, word: Draft): number {
  const next = script.charAt(at + 1);
  if (next !== '\n') word.text += next;
  return Math.min(at + 2, script.length);
}

function readDouble(script: string, start: number, word: Draft): number {
  let at = start + 1;
  while (at < script.length && script.charAt(at) !== '"') at = readPart(script, at, word, true);
  return Math.min(at + 1, script.length);
}

function readBackquotes(script: string, start: number, word: Draft): number {
  const close = closingAt(script, script.indexOf('`', start + 1));
  word.substitutions.push({ start: start + 1, end: close });
  word.text += script.slice(start, close + 1);
  return Math.min(close + 1, script.length);
}

const name = /[A-Za-z_]\w*/y;

function readExpansion(script: string, start: number, word: Draft, inDouble: boolean): number {
  const next = script.charAt(start + 1);
  if (next === '(') return readSubstitution(script, start, start + 2, word);
  if (next === "'" && !inDouble) return readAnsiQuotes(script, start, word);
  const braced = next === '{';
  name.lastIndex = start + (braced ? 2 : 1) + (braced && /[#!]/.test(script.charAt(start + 2)) ? 1 : 0);
  const found = name.exec(script);
  if (found !== null) word.variables.push(found[0]);
  const nameEnd = found === null ? start + 1 : found.index + found[0].length;
  const end = braced ? closeOf(script, start + 2, '{', '}') : nameEnd;
  word.text += script.slice(start, end);
  return end;
}

function readAnsiQuotes(script: string, start: number, word: Draft): number {
  let at = start + 2;
  while (at < script.length && script.charAt(at) !== "'") at += script.charAt(at) === '\\' ? 2 : 1;
  word.text += script.slice(start + 2, at);
  return Math.min(at + 1, script.length);
}

function readSubstitution(script: string, start: number, inner: number, word: Draft): number {
  const end = closeOf(script, inner, '(', ')');
  if (script.charAt(inner) !== '(') word.substitutions.push({ start: inner, end: Math.max(inner, end - 1) });
  word.text += script.slice(start, end);
  return end;
}

/** Offset after the closing bracket that matches one opened before `from`; quoted brackets do not count. */
function closeOf(script: string, from: number, open: string, close: string): number {
  let depth = 1;
  let at = from;
  while (at < script.length) {
    const character = script.charAt(at);
    if (character === '\\') at += 1;
    else if (character === "'" || character === '"') at = skipQuotes(script, at, character);
    else if (character === open) depth += 1;
    else if (character === close) depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return script.length;
}

function skipQuotes(script: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < script.length && script.charAt(at) !== quote) {
    at += quote === '"' && script.charAt(at) === '\\' ? 2 : 1;
  }
  return at;
}
