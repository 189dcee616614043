import type { Span } from '../../problem/problem.ts';
import { type Cell, cellOf } from './cells.ts';

/** A line of a file with the marks that go below it; both fit the width. */
export interface Excerpt {
  readonly line: string;
  readonly marks: string;
}

/**
 * The first line of a span with carets below what it covers. A long line is cut around the caret, with
 * an ellipsis at each cut.
 */
export function excerpt(text: string, span: Span, width: number): Excerpt {
  const start = span.start.offset - (span.start.column - 1);
  const line = lineAt(text, start);
  const to = span.end.line === span.start.line ? span.end.offset - start : line.trimEnd().length;
  const cells = toCells(line, span.start.column - 1, Math.max(to, span.start.column));
  const shown = cut(cells, width);
  const lead = shown.cells.findIndex(({ marked }) => marked);
  const before = shown.cells.slice(0, lead === -1 ? shown.cells.length : lead);
  const marked = shown.cells.filter(({ marked: isMarked }) => isMarked);
  const prefix = shown.cutLeft ? '…' : '';
  return {
    line: `${prefix}${shown.cells.map(({ text: cell }) => cell).join('')}${shown.cutRight ? '…' : ''}`,
    marks: `${' '.repeat(prefix.length + columnsOf(before))}${'^'.repeat(Math.max(1, columnsOf(marked)))}`,
  };
}

interface MarkedCell extends Cell {
  readonly marked: boolean;
}

/** Longer lines are not laid out as a whole: only what is near the caret can be shown. */
const layoutCharacters = 2000;

function lineAt(text: string, start: number): string {
  const end = text.slice(start).search(/[\r\n]/);
  return end === -1 ? text.slice(start) : text.slice(start, start + end);
}

function toCells(line: string, from: number, to: number): readonly MarkedCell[] {
  const first = Math.max(0, from - layoutCharacters);
  const cells: MarkedCell[] = [];
  let at = first;
  for (const character of line.slice(first, from + layoutCharacters)) {
    cells.push({ ...cellOf(character), marked: at >= from && at < to });
    at += character.length;
  }
  return cells;
}

function columnsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { columns }) => sum + columns, 0);
}

function cut(
  cells: readonly MarkedCell[],
  width: number,
): { readonly cells: readonly MarkedCell[]; readonly cutLeft: boolean; readonly cutRight: boolean } {
  if (columnsOf(cells) <= width) return { cells, cutLeft: false, cutRight: false };
  const caret = cells.findIndex(({ marked }) => marked);
  const anchor = caret === -1 ? cells.length : caret;
  const fitsBefore = columnsOf(cells.slice(0, anchor)) <= width / 2;
  const left = fitsBefore ? 0 : anchor - fitting(cells.slice(0, anchor).toReversed(), width / 3);
  const right = left + fitting(cells.slice(left), width - 2);
  return { cells: cells.slice(left, right), cutLeft: left > 0, cutRight: right < cells.length };
}

/** How many of the cells, from the first on, fit into so many columns. */
function fitting(cells: readonly Cell[], columns: number): number {
  let used = 0;
  const over = cells.findIndex((cell) => {
    used += cell.columns;
    return used > columns;
  });
  return over === -1 ? cells.length : over;
}
