import type { Stretch } from './step-comment.ts';

/**
 * The lines of a fence as the shell sees them: without the marks of the quotes that it is inside of, and
 * without the indentation of its first line, that of lists and its own.
 */
export function fenceBody(text: string, fence: number, content: Stretch, quotes: number): string {
  if (content.start >= content.end) return '';
  const start = lineStart(text, fence);
  const opening = afterQuotes(text.slice(start, fence), quotes);
  const columns = columnAt(text.slice(start, fence), opening) - opening.base;
  const lines = text.slice(content.start, content.end).replace(/(?:\r\n|\n|\r)$/, '');
  return lines
    .split(/\r\n|\n|\r/)
    .map((line) => unindent(line, quotes, columns))
    .join('\n');
}

interface Place {
  readonly offset: number;
  /** The column of that offset, counted from 0. A tab stops at each fourth. */
  readonly column: number;
  /** The column from which indentation counts: one further where a tab stands for the space of a quote's mark. */
  readonly base: number;
}

/** Where a line's marks of so many quotes are over, with the one space that belongs to each. */
function afterQuotes(line: string, quotes: number): Place {
  let place: Place = { offset: 0, column: 0, base: 0 };
  for (let left = quotes; left > 0; left -= 1) {
    const mark = line.indexOf('>', place.offset);
    if (mark === -1) break;
    const column = columnAt(line.slice(0, mark), place) + 1;
    const next = line[mark + 1];
    place =
      next === ' '
        ? { offset: mark + 2, column: column + 1, base: column + 1 }
        : { offset: mark + 1, column, base: next === '\t' ? column + 1 : column };
  }
  return place;
}

function unindent(line: string, quotes: number, columns: number): string {
  const { offset, column, base } = afterQuotes(line, quotes);
  const goal = base + columns;
  let at = offset;
  let reached = column;
  while (reached < goal && (line[at] === ' ' || line[at] === '\t')) {
    reached = afterCharacter(line, at, reached);
    at += 1;
  }
  // What a tab holds beyond the indentation belongs to the line.
  return ' '.repeat(Math.max(0, reached - goal)) + line.slice(at);
}

/** The column of the end of a line's beginning. */
function columnAt(line: string, from: Place): number {
  let { column } = from;
  for (let at = from.offset; at < line.length; at += 1) column = afterCharacter(line, at, column);
  return column;
}

function afterCharacter(line: string, at: number, column: number): number {
  return line[at] === '\t' ? column + 4 - (column % 4) : column + 1;
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
