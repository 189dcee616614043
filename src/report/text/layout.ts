import { stripVTControlCharacters } from 'node:util';
import { visibleText } from '../../problem/visible-text.ts';
import { cellOf } from '../diagnostics/cells.ts';

/** Each character of it takes one column. A list of ten thousand rows is nearly all of such text. */
const plain = /^[ -~]*$/;

/** Columns that a line takes on a terminal; styles take none. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += cellOf(character).columns;
  return width;
}

/** Text filled up with spaces to so many columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Plain text as lines that fit the width, broken between words; a longer word is broken where it must be.
 * Line ends in the text are kept. Control characters are made visible first.
 */
export function wrap(text: string, width: number): readonly string[] {
  const quick = wrapPlain(text, Math.max(8, width));
  if (quick !== undefined) return quick;
  return text
    .split('\n')
    .flatMap((line) => wrapLine(visibleText(line).replaceAll('\t', '  '), Math.max(8, width)));
}

/** Text of plain words, one space between two, none of them too long: undefined where it is not. */
function wrapPlain(text: string, width: number): readonly string[] | undefined {
  if (!plain.test(text) || text.startsWith(' ') || text.includes('  ')) return undefined;
  const lines: string[] = [];
  let at = 0;
  while (text.length - at > width) {
    const space = text.lastIndexOf(' ', at + width);
    if (space <= at) return undefined;
    lines.push(text.slice(at, space));
    at = space + 1;
  }
  return [...lines, text.slice(at)];
}

/** A line that is indented (of a script) keeps its indentation, as far as half of the width. */
function wrapLine(line: string, width: number): readonly string[] {
  const indent = (/^ */.exec(line)?.[0] ?? '').slice(0, Math.floor(width / 2));
  return wrapWords(line.replace(/^ +/, ''), width - indent.length).map((each) => indent + each);
}

function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && displayWidth(longer) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

/** A word in pieces that fit. */
function pieces(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && displayWidth(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** A label in its own column and a text beside it, wrapped there. The label may carry styles, the text not. */
export function labelled(
  label: string,
  text: string,
  options: { readonly indent: number; readonly label: number; readonly width: number },
): readonly string[] {
  const left = options.indent + options.label;
  const [first = '', ...rest] = wrap(text, options.width - left);
  const head = `${' '.repeat(options.indent)}${padTo(label, options.label)}${first}`.trimEnd();
  return [head, ...rest.map((line) => `${' '.repeat(left)}${line}`.trimEnd())];
}

const gap = 2;

/**
 * Rows as columns, each as wide as its widest cell, the last one wrapped to what is left. Where that would
 * leave it too little, it goes on lines of its own below.
 */
export function columns(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0) - 1;
  const widths = Array.from({ length: Math.max(0, count) }, (_, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? '')), 0),
  );
  const left = widths.reduce((sum, each) => sum + each + gap, 0);
  const stacked = width - left < Math.min(24, width / 3);
  return rows.flatMap((row) => {
    const head = widths.map((each, column) => padTo(row[column] ?? '', each + gap)).join('');
    const indent = stacked ? 4 : left;
    const lines = wrap(row[count] ?? '', width - indent).map((line) =>
      `${' '.repeat(indent)}${line}`.trimEnd(),
    );
    if (stacked) return [head.trimEnd(), ...lines.filter((line) => line !== '')];
    return [`${head}${(lines[0] ?? '').slice(indent)}`.trimEnd(), ...lines.slice(1)];
  });
}

/** Lines as text with a line break behind each. */
export function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
