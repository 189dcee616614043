import type { Line } from '../text/line.ts';
import { span } from '../text/line.ts';
import { textWidth } from '../text/cells.ts';
import { fitLine } from '../text/fit.ts';
import type { FieldState } from './field.ts';

/** A field as it is drawn, at most as wide as was asked for. */
export interface FieldView {
  readonly line: Line;
  /** Columns before the cursor; absent where the field has not the focus. */
  readonly cursor?: number;
}

export interface FieldLook {
  /** Columns that there are, the one for the cursor behind the text included. */
  readonly columns: number;
  readonly focused: boolean;
  /** Nothing of it is drawn, not even how long it is. */
  readonly secret: boolean;
}

/** Draws a field; where it is too narrow, the part around the cursor with `…` where text is cut off. */
export function fieldView(field: FieldState, look: FieldLook): FieldView {
  if (look.columns <= 0) return { line: [] };
  if (look.secret) return secretView(field, look);
  const cells = cellsOf(field.text);
  const at = cells.findIndex(({ offset }) => offset === field.cursor);
  const cursor = look.focused ? (at === -1 ? cells.length : at) : undefined;
  const shown = window(cells, cursor, look.columns);
  return drawn(shown, cursor, look.columns);
}

function secretView({ text }: FieldState, { columns, focused }: FieldLook): FieldView {
  const shown = fitLine([span(text === '' ? '' : '••••')], Math.max(0, columns - 1));
  if (!focused) return { line: shown };
  return { line: [...shown, span(' ', 'cursor')], cursor: text === '' ? 0 : Math.min(4, columns - 1) };
}

interface Cell {
  readonly text: string;
  readonly columns: number;
  /** Of its grapheme in the text; none for the mark of a cut. */
  readonly offset: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cellsOf(text: string): readonly Cell[] {
  return [...graphemes.segment(text)].map(({ segment, index }) => {
    const columns = textWidth(segment);
    // A mark without its letter has no column of its own, and would be drawn onto its neighbour.
    return columns === 0
      ? { text: '·', columns: 1, offset: index }
      : { text: segment, columns, offset: index };
  });
}

/** The cells that fit, the cursor's among them, with a mark where some are cut off. */
function window(
  cells: readonly Cell[],
  cursor: number | undefined,
  columns: number,
): { readonly cells: readonly Cell[]; readonly from: number } {
  const ends = running(cells.map((cell) => cell.columns));
  const whole = (ends.at(-1) ?? 0) + 1;
  if (whole <= columns) return { cells, from: 0 };
  const place = cursor === undefined ? 0 : (ends[cursor - 1] ?? 0);
  const first = Math.max(0, Math.min(place - Math.floor(columns / 2), whole - columns));
  const from = cells.findIndex((_, index) => (ends[index - 1] ?? 0) >= first);
  const start = from === -1 ? cells.length : from;
  const room = (ends[start - 1] ?? 0) + columns;
  const fitting = cells.slice(start).filter((_, index) => (ends[start + index] ?? 0) <= room);
  return { cells: withMarks(fitting, start > 0, start + fitting.length < cells.length), from: start };
}

/** Below this a mark would hide what one types. */
const roomForMarks = 6;

function withMarks(cells: readonly Cell[], left: boolean, right: boolean): readonly Cell[] {
  if (cells.length < roomForMarks) return cells;
  return cells.map((cell, index) =>
    (left && index === 0) || (right && index === cells.length - 1)
      ? { ...cell, text: '…'.padEnd(cell.columns) }
      : cell,
  );
}

function running(widths: readonly number[]): readonly number[] {
  let sum = 0;
  return widths.map((width) => (sum += width));
}

function drawn(
  { cells, from }: { readonly cells: readonly Cell[]; readonly from: number },
  cursor: number | undefined,
  columns: number,
): FieldView {
  if (cursor === undefined) return { line: [span(textOf(cells))] };
  const index = cursor - from;
  const before = cells.slice(0, index);
  const at = before.reduce((sum, cell) => sum + cell.columns, 0);
  const under = cells[index];
  const line = [
    span(textOf(before)),
    span(under?.text ?? ' ', 'cursor'),
    span(textOf(cells.slice(index + 1))),
  ];
  return {
    line: fitLine(
      line.filter((each) => each.text !== ''),
      columns,
    ),
    cursor: Math.min(at, columns - 1),
  };
}

function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}
