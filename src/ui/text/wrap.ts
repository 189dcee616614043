import { visibleText } from '../../problem/visible-text.ts';
import { cellsOf, isSimple } from './cells.ts';
import type { Line, Tone } from './line.ts';
import { plainText } from './measure.ts';
import { expandLineTabs } from './safe.ts';
import { sliceLine } from './slice.ts';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Text from outside as rows of at most so many columns, one or more for each of its lines. */
export function wrapText(text: string, columns: number, tone: Tone = 'plain'): readonly Line[] {
  return text.split(/\r?\n/).flatMap((each) => wrapLines([{ text: visibleText(each), tone }], columns));
}

/**
 * A row as several of at most so many columns, broken between words and, where a word is longer than a row,
 * inside it. Further rows begin with `hangingIndent` spaces. Spaces at a break are dropped, nothing else.
 * Rows of less than 2 columns are set to 2: a wide character has to go somewhere.
 */
export function wrapLines(given: Line, columns: number, hangingIndent = 0): readonly Line[] {
  const line = expandLineTabs(given);
  const text = plainText(line);
  const width = Math.max(2, columns);
  if (text.length <= width && isSimple(text)) return [line];
  const indent = Math.min(Math.max(0, hangingIndent), Math.floor(width / 2), width - 2);
  return stretches(text, width, width - indent).map(({ from, to }, at) => {
    const part = sliceLine(line, from, to);
    return at === 0 || indent === 0 ? part : [{ text: ' '.repeat(indent), tone: 'plain' as const }, ...part];
  });
}

/** A row as several of at most so many columns, broken wherever one is full: code, whose spaces matter. */
export function breakLines(given: Line, columns: number): readonly Line[] {
  const line = expandLineTabs(given);
  const grid = gridOf(plainText(line));
  const width = Math.max(2, columns);
  const found: Line[] = [];
  let at = 0;
  do {
    const end = fullRow(grid, at, width);
    found.push(sliceLine(line, grid.offset(at), grid.offset(end)));
    at = end;
  } while (at < grid.length);
  return found;
}

function gridOf(text: string): Grid {
  return isSimple(text) ? simpleGrid(text) : wideGrid(text);
}

/** The grapheme at which a row is full, or the end. */
function fullRow(grid: Grid, start: number, columns: number): number {
  let at = start;
  for (let width = 0; at < grid.length && width + grid.width(at) <= columns; at += 1) width += grid.width(at);
  return at;
}

function stretches(text: string, first: number, rest: number): readonly Stretch[] {
  const grid = gridOf(text);
  const found: Stretch[] = [];
  let at = 0;
  do {
    const end = rowEnd(grid, at, found.length === 0 ? first : rest);
    found.push({ from: grid.offset(at), to: grid.offset(trimmed(grid, at, end)) });
    at = end;
    while (at < grid.length && grid.isSpace(at)) at += 1;
  } while (at < grid.length);
  return found;
}

/** A text as graphemes that are counted from 0. */
interface Grid {
  readonly length: number;
  /** Where the grapheme begins in the text; for `length`, where the text ends. */
  offset(at: number): number;
  width(at: number): number;
  isSpace(at: number): boolean;
  /** It belongs to what stands before it. */
  closes(at: number): boolean;
}

function simpleGrid(text: string): Grid {
  return {
    length: text.length,
    offset: (at) => at,
    width: () => 1,
    isSpace: (at) => text.charCodeAt(at) === 0x20,
    closes: () => false,
  };
}

function wideGrid(text: string): Grid {
  const { ends, widths } = cellsOf(text);
  const offset = (at: number): number => (at === 0 ? 0 : (ends[at - 1] ?? text.length));
  return {
    length: ends.length,
    offset,
    width: (at) => widths[at] ?? 0,
    // A space may carry a combining mark, and then it is seen.
    isSpace: (at) => text.slice(offset(at), offset(at + 1)) === ' ',
    closes: (at) => closing.test(text.charAt(offset(at))),
  };
}

/** The grapheme at which the row that begins at `start` ends. */
function rowEnd(grid: Grid, start: number, columns: number): number {
  const full = fullRow(grid, start, columns);
  if (full >= grid.length) return full;
  let indent = start;
  while (indent < full && grid.isSpace(indent)) indent += 1;
  for (let at = full; at > indent; at -= 1) {
    if (mayBreak(grid, at)) return at;
  }
  return full;
}

/** What may not begin a row in Chinese, Japanese and Korean. */
const closing = /^[、。，．！？：；）」』】〕〉》〗〙］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;

/** Before a space, after one, and on either side of a wide character. */
function mayBreak(grid: Grid, at: number): boolean {
  if (grid.isSpace(at) || grid.isSpace(at - 1)) return true;
  if (grid.closes(at)) return false;
  return grid.width(at) > 1 || (grid.width(at - 1) > 1 && grid.width(at) > 0);
}

function trimmed(grid: Grid, start: number, end: number): number {
  let to = end;
  if (end === grid.length) return end;
  while (to > start && grid.isSpace(to - 1)) to -= 1;
  return to;
}
