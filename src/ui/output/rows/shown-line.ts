import { StringDecoder } from 'node:string_decoder';
import { visibleLine } from '../../../problem/visible-text.ts';
import { cellsOf, isSimple, textWidth } from '../../text/cells.ts';
import { afterSgr, noStyle, sgrOf, sgrPattern } from '../../text/sgr.ts';

/** Bytes of one line that are shown; how long it really is, is said. */
export const shownBytes = 16 * 1024;
/** Columns between two tab stops, as terminals have them. */
const tabStop = 8;

/** A place where the style changes: from here on text needs this SGR sequence, or none where it is empty. */
export interface StyleChange {
  readonly at: number;
  readonly sgr: string;
}

/** A line of output as it can be drawn: safe text, and the colours that it brought, apart. */
export interface ShownLine {
  /** Where the line begins in the file. */
  readonly start: number;
  /** Where its line feed is, or the end of the file; undefined: so far away that it is not known yet. */
  readonly end: number | undefined;
  readonly plain: string;
  readonly styles: readonly StyleChange[];
  /** True: the line is longer than what is shown of it. */
  readonly cut: boolean;
  /** Offsets in `plain` at which its rows begin, when it is broken at so many columns. */
  rowStarts(columns: number): readonly number[];
}

/** What is read of a line: its first bytes and its last, which are the same where it is short. */
export interface LineBytes {
  readonly start: number;
  readonly end: number | undefined;
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly colour: boolean;
}

/**
 * Makes a line of bytes in any encoding fit to be drawn. Of a long line its beginning is shown, or what a
 * carriage return near its end left standing, as of a progress bar.
 */
export function readLine({ start, end, head, tail, colour }: LineBytes): ShownLine {
  const cut = end === undefined || end - start > head.length;
  const rewritten = cut && hasOverwritten(tail);
  const bytes = rewritten ? tail : head;
  const text = cut && !rewritten ? wholeText(bytes) : bytes.toString('utf8');
  return { start, end, ...styled(visibleLine(text, colour)), cut: cut && !rewritten };
}

function hasOverwritten(tail: Buffer): boolean {
  const text = tail.toString('latin1').replace(/\r+$/, '');
  return text.includes('\r');
}

/** The text of bytes that were cut somewhere: without half a character or half a colour at the end. */
function wholeText(bytes: Buffer): string {
  const text = new StringDecoder('utf8').write(bytes);
  const half = text.lastIndexOf(String.fromCodePoint(0x1b));
  return half >= 0 && /^\[?[0-9;:]*$/.test(text.slice(half + 1)) ? text.slice(0, half) : text;
}

function styled(visible: string): Pick<ShownLine, 'plain' | 'styles' | 'rowStarts'> {
  const pieces: string[] = [];
  const styles: StyleChange[] = [];
  const tabs = visible.includes('\t');
  let length = 0;
  let column = 0;
  let state = noStyle;
  let sgr = '';
  for (const [at, part] of visible.split(sgrPattern).entries()) {
    if (at % 2 === 1) state = afterSgr(state, part);
    else if (part !== '') {
      const now = sgrOf(state);
      if (now !== sgr) styles.push({ at: length, sgr: now });
      sgr = now;
      const expanded = tabs ? withoutTabs(part, column) : { text: part, column };
      pieces.push(expanded.text);
      length += expanded.text.length;
      ({ column } = expanded);
    }
  }
  const plain = pieces.join('');
  return { plain, styles, rowStarts: rememberStarts(plain) };
}

/** Text that begins at a column of its line, with each tab as the spaces to the next stop. */
function withoutTabs(text: string, begin: number): { readonly text: string; readonly column: number } {
  const pieces: string[] = [];
  let column = begin;
  for (const [at, part] of text.split('\t').entries()) {
    if (at > 0) {
      const spaces = tabStop - (column % tabStop);
      pieces.push(' '.repeat(spaces));
      column += spaces;
    }
    if (part === '') continue;
    pieces.push(part);
    column += textWidth(part);
  }
  return { text: pieces.join(''), column };
}

/** A page is broken many times at the same width, so the last answer is kept. */
function rememberStarts(plain: string): (columns: number) => readonly number[] {
  let known: { readonly columns: number; readonly starts: readonly number[] } | undefined;
  return (columns) => {
    if (known?.columns !== columns) known = { columns, starts: breakRows(plain, Math.max(2, columns)) };
    return known.starts;
  };
}

/** Breaks at the edge, as a terminal does: in output the place of a space may mean something. */
function breakRows(plain: string, columns: number): readonly number[] {
  const starts = [0];
  if (isSimple(plain)) {
    for (let at = columns; at < plain.length; at += columns) starts.push(at);
    return starts;
  }
  const { ends, widths } = cellsOf(plain);
  let width = 0;
  for (const [at, own] of widths.entries()) {
    if (width + own > columns) {
      starts.push(ends[at - 1] ?? 0);
      width = 0;
    }
    width += own;
  }
  return starts;
}
