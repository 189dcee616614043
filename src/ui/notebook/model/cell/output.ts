import { fitLine } from '../../../text/fit.ts';
import type { Line } from '../../../text/line.ts';
import type { NotebookInputs, OutputTail } from '../notebook-inputs.ts';
import { type Row, rowsOf } from './rows.ts';

/** Lines of an output that a cell shows; all of it is on its own screen. */
const shownLines = 5;

/** The last lines of an output, and how many there are in all. */
export function outputPart(
  tail: OutputTail | undefined,
  bytes: number,
  keyOf: NotebookInputs['keyOf'],
  columns: number,
): readonly Row[] {
  if (bytes === 0 && (tail === undefined || tail.lines.length === 0)) return [];
  const lines = tail?.lines.slice(-shownLines) ?? [];
  const key = keyOf('output');
  const how = key === undefined ? '' : `, ${key} shows all`;
  const more: readonly Line[] = hidden(tail, lines.length)
    ? [[{ text: `  │ … ${amount(tail, bytes)}${how}`, tone: 'dim' }]]
    : [];
  return rowsOf('output', [
    ...more,
    ...lines.map((line): Line => [{ text: '  │ ', tone: 'rule' }, ...fitLine(line, columns - 4)]),
  ]);
}

function hidden(tail: OutputTail | undefined, shown: number): boolean {
  return tail?.total === undefined || tail.total > shown;
}

function amount(tail: OutputTail | undefined, bytes: number): string {
  if (tail?.total !== undefined) return `${tail.total.toLocaleString('en')} lines`;
  return bytes === 0 ? 'more' : `${bytes.toLocaleString('en')} bytes of output`;
}
