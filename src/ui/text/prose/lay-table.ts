import { padLine } from '../fit.ts';
import type { Line } from '../line.ts';
import { lineWidth } from '../measure.ts';
import { wrapLines } from '../wrap.ts';

type Cell = readonly Line[];

const gap = 2;
const narrowest = 6;

/** A table of a document: its first row is the head. Where columns don't fit, their cells are wrapped. */
export function layTable(rows: readonly (readonly Cell[])[], align: string, width: number): readonly Line[] {
  const [head = [], ...body] = rows;
  const count = head.length;
  const natural = head.map((_, at) => Math.max(1, ...rows.map((row) => cellWidth(row[at] ?? []))));
  const room = width - gap * (count - 1);
  if (room < count * narrowest && sum(natural) > room) return asList(head, body, width);
  const widths = shrunk(natural, room);
  const line = (row: readonly Cell[]): readonly Line[] => rowLines(row, widths, align);
  const ruled: Line = widths.flatMap((own, at) => [
    ...(at === 0 ? [] : [{ text: ' '.repeat(gap), tone: 'plain' as const }]),
    { text: '─'.repeat(own), tone: 'rule' as const },
  ]);
  return [...line(head.map((cell) => cell.map(strong))), ruled, ...body.flatMap(line)];
}

/** Too many columns for the width: each row as `head: cell` below one another. */
function asList(head: readonly Cell[], body: readonly (readonly Cell[])[], width: number): readonly Line[] {
  return body.flatMap((row, at) => [
    ...(at === 0 ? [] : [[]]),
    ...row.flatMap((cell, column) => {
      const title = strong((head[column] ?? []).flat());
      const text = cell.flatMap((each, line) =>
        line === 0 ? each : [{ text: ' ', tone: 'plain' as const }, ...each],
      );
      return wrapLines([...title, { text: ': ', tone: 'plain' }, ...text], width, 2);
    }),
  ]);
}

function rowLines(row: readonly Cell[], widths: readonly number[], align: string): readonly Line[] {
  const cells = widths.map((width, at) => (row[at] ?? []).flatMap((line) => wrapLines(line, width)));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths.flatMap((width, at) => [
      ...(at === 0 ? [] : [{ text: ' '.repeat(gap), tone: 'plain' as const }]),
      ...aligned(cells[at]?.[line] ?? [], width, align[at] ?? 'l'),
    ]),
  );
}

function aligned(line: Line, width: number, letter: string): Line {
  const free = Math.max(0, width - lineWidth(line));
  const before = letter === 'r' ? free : letter === 'c' ? Math.floor(free / 2) : 0;
  return padLine(before === 0 ? line : [{ text: ' '.repeat(before), tone: 'plain' }, ...line], width);
}

/** Takes columns from the widest until all fit; none below what a short word needs. */
function shrunk(natural: readonly number[], room: number): readonly number[] {
  const widths = natural.map((each) => Math.min(each, room));
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
  }
  return widths;
}

function cellWidth(cell: Cell): number {
  return Math.max(0, ...cell.map(lineWidth));
}

function strong(line: Line): Line {
  return line.map((each) => (each.tone === 'plain' ? { text: each.text, tone: 'strong' } : each));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
