import { unreachable } from '../../../problem/problem.ts';
import type { Line } from '../line.ts';
import { lineWidth, plainText } from '../measure.ts';
import { sliceLine } from '../slice.ts';
import { breakLines, wrapLines } from '../wrap.ts';
import { readRow, type Row } from './markup.ts';
import { layTable } from './lay-table.ts';

/** Rendered Markdown as rows of at most so many columns. */
export function layOut(markup: readonly string[], columns: number): readonly Line[] {
  const rows = markup.map(readRow);
  const found: Line[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (row === undefined) break;
    const table = tableFrom(rows, at);
    if (row.body.content === 'empty' && rows[at - 1]?.body.content === 'empty') continue;
    found.push(...laid(row, table, columns));
    at += Math.max(0, table.length - 1);
  }
  return found;
}

/** The rows of the table that begins here, none where there is none. */
function tableFrom(rows: readonly Row[], start: number): readonly Row[] {
  let end = start;
  while (rows[end]?.body.content === 'table') end += 1;
  return rows.slice(start, end);
}

function laid(row: Row, table: readonly Row[], columns: number): readonly Line[] {
  // However deep it lies, text keeps half of the width.
  const room = Math.floor(columns / 2);
  const first = lineWidth(row.first) > room ? sliceLine(row.first, 0, room) : row.first;
  const later = lineWidth(row.later) > room ? sliceLine(row.later, 0, room) : row.later;
  return bodyLines(row, table, columns - lineWidth(first)).map((line, at) =>
    trimmed([...(at === 0 ? first : later), ...line]),
  );
}

function bodyLines(row: Row, table: readonly Row[], width: number): readonly Line[] {
  const { body } = row;
  switch (body.content) {
    case 'empty':
      return [[]];
    case 'rule':
      return [[{ text: '─'.repeat(width), tone: 'rule' }]];
    case 'code':
      return breakLines(body.line, width);
    case 'text':
      return body.lines.flatMap((line) => wrapLines(line, width));
    case 'table':
      return layTable(
        table.map((each) => (each.body.content === 'table' ? each.body.cells : [])),
        body.align,
        width,
      );
    default:
      return unreachable(body);
  }
}

/** Without spaces at the end: an empty row in a list is empty. */
function trimmed(line: Line): Line {
  const text = plainText(line);
  const end = text.trimEnd().length;
  return end === text.length ? line : sliceLine(line, 0, end);
}
