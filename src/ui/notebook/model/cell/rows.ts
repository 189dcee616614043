import { visibleText } from '../../../../problem/visible-text.ts';
import type { Line, Tone } from '../../../text/line.ts';
import { indentLine } from '../../../text/fit.ts';
import { wrapLines } from '../../../text/wrap.ts';
import type { CellPart } from '../cell-lines.ts';

/** A row of a cell and what it belongs to. */
export interface Row {
  readonly part: CellPart;
  readonly line: Line;
}

/** The widest that text is set, whatever the window offers: longer lines are hard to read. */
const widest = 100;

/** Columns of a label and what stands around it. */
const labelColumns = 10;

export function rowsOf(part: CellPart, lines: readonly Line[]): readonly Row[] {
  return lines.map((line) => ({ part, line }));
}

export const blankRow: Row = { part: 'space', line: [] };

/** Columns that running text gets. */
export function textColumns(columns: number): number {
  return Math.min(columns, widest);
}

/** A label and its value, broken at words behind the label. The text is made safe here. */
export function labelled(
  label: string,
  value: string,
  columns: number,
  tone: Tone = 'plain',
): readonly Line[] {
  return labelledLine(label, [{ text: visibleText(value), tone }], columns);
}

/** The same with a value of several pieces, safe already. */
export function labelledLine(
  label: string,
  value: Line,
  columns: number,
  labelTone: Tone = 'dim',
): readonly Line[] {
  const hanging = Math.max(labelColumns, label.length) + 3;
  return wrapLines(value, Math.max(8, textColumns(columns) - hanging)).map((line, at) =>
    at === 0
      ? [{ text: `  ${label.padEnd(labelColumns)} `, tone: labelTone }, ...line]
      : indentLine(line, hanging),
  );
}

/** Text as it is, line by line, behind a mark in front of each row. */
export function block(text: string, mark: string, columns: number, tone: Tone): readonly Line[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((each) => wrapLines([{ text: visibleText(each), tone }], columns - mark.length, 2))
    .map((line) => [{ text: mark, tone: 'rule' }, ...line]);
}
