import { visibleText } from '../../../problem/visible-text.ts';
import type { Line, Span, Tone } from '../line.ts';

/*
 * What the Markdown renderer hands over is one text, so meanings travel in it as control characters. All text
 * from the document has passed `visible` before, so no control character in it can be taken for one of these.
 */
const open = '\u0001';
const close = '\u0002';
const prefixOpen = '\u0003';
const prefixClose = '\u0004';
const breakMark = '\u0005';
const codeMark = '\u0006';
const ruleMark = '\u000e';
const rowMark = '\u000f';
const cellMark = '\u0010';
const hiddenMark = '\u0011';

const spaceAroundHidden = new RegExp(` ?${hiddenMark} ?`, 'g');

const tones = [
  'strong',
  'heading',
  'command',
  'accent',
  'dim',
  'warning',
  'rule',
] as const satisfies readonly Tone[];
type ProseTone = (typeof tones)[number];

/** Text of the document, with nothing in it that could be taken for markup or harm the screen. */
export function visible(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

export function toned(tone: ProseTone, text: string): string {
  return `${open}${String(tones.indexOf(tone))}${text}${close}`;
}

/** A hard line break. */
export const hardBreak = breakMark;

/** Stands where something was hidden: of the spaces around it, one is left. */
export const hidden = hiddenMark;

/** A horizontal rule over the whole width. */
export const rule = ruleMark;

/** A line of code: set as it is, never at words. */
export function codeRow(text: string): string {
  return `${codeMark}${toned('command', text)}`;
}

/** A row of a table. `align` has a letter for each cell: l, r or c. */
export function tableRow(align: string, cells: readonly string[]): string {
  return [`${rowMark}${align}`, ...cells].join(cellMark);
}

/**
 * Puts a prefix before each row. `once`: only the first row shows it, such as a bullet; the others are indented
 * as far.
 */
export function prefixed(rows: readonly string[], prefix: string, once: boolean): readonly string[] {
  const again = once ? ' '.repeat(markupText(prefix).length) : prefix;
  return rows.map((row, at) => {
    const [first, later] = [at === 0 ? prefix : again, again];
    return `${prefixOpen}${first}${prefixClose}${later}${prefixClose}${row}`;
  });
}

/** The rows of rendered Markdown, without empty ones at either end. */
export function rowsOf(markup: string): readonly string[] {
  const closed = markup.replaceAll(spaceAroundHidden, (found) => (found.includes(' ') ? ' ' : ''));
  const rows = closed.split('\n').map((row) => row.trimEnd());
  const first = rows.findIndex((row) => row !== '');
  return first < 0 ? [] : rows.slice(first, rows.findLastIndex((row) => row !== '') + 1);
}

/** What a row holds, for the layout. */
export type Content =
  | { readonly content: 'empty' | 'rule' }
  | { readonly content: 'text'; readonly lines: readonly Line[] }
  | { readonly content: 'code'; readonly line: Line }
  | { readonly content: 'table'; readonly align: string; readonly cells: readonly (readonly Line[])[] };

export interface Row {
  /** Before the first row that it becomes on the screen. */
  readonly first: Line;
  /** Before the others. */
  readonly later: Line;
  readonly body: Content;
}

/** Reads one row of markup. */
export function readRow(markup: string): Row {
  let rest = markup;
  const first: Span[] = [];
  const later: Span[] = [];
  while (rest.startsWith(prefixOpen)) {
    const [one = '', other = '', ...behind] = rest.slice(1).split(prefixClose);
    first.push(...spansOf(one));
    later.push(...spansOf(other));
    rest = behind.join(prefixClose);
  }
  return { first, later, body: contentOf(rest.trim()) };
}

function contentOf(markup: string): Content {
  if (markup === '') return { content: 'empty' };
  if (markup === ruleMark) return { content: 'rule' };
  if (markup.startsWith(codeMark)) return { content: 'code', line: spansOf(markup.slice(1)) };
  if (!markup.startsWith(rowMark)) return { content: 'text', lines: linesOf(markup) };
  const [align = '', ...cells] = markup.slice(1).split(cellMark);
  return { content: 'table', align, cells: cells.map((cell) => linesOf(cell.trim())) };
}

function linesOf(markup: string): readonly Line[] {
  const found: Span[][] = [[]];
  for (const each of spansOf(markup)) {
    for (const [at, text] of each.text.split(breakMark).entries()) {
      if (at > 0) found.push([]);
      const trimmed = at > 0 ? text.trimStart() : text;
      if (trimmed !== '') found.at(-1)?.push({ text: trimmed, tone: each.tone });
    }
  }
  return found;
}

/** The innermost tone counts. */
function spansOf(markup: string): Line {
  const found: Span[] = [];
  const stack: Tone[] = [];
  let from = 0;
  const take = (to: number): void => {
    if (to > from) found.push({ text: markup.slice(from, to), tone: stack.at(-1) ?? 'plain' });
  };
  for (let at = 0; at < markup.length; at += 1) {
    const character = markup[at];
    if (character !== open && character !== close) continue;
    take(at);
    if (character === open) stack.push(tones[Number(markup[at + 1])] ?? 'plain');
    else stack.pop();
    from = at + (character === open ? 2 : 1);
  }
  take(markup.length);
  return found;
}

/** The text of markup, as it is read. */
export function markupText(markup: string): string {
  return spansOf(markup)
    .map((each) => each.text)
    .join('');
}
