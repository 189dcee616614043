import type { IBufferCell, Terminal } from '@xterm/headless';

/** How a cell looks: colours as `#rrggbb`, as the number of the terminal's palette, or undefined: its own. */
export interface CellStyle {
  readonly foreground: string | number | undefined;
  readonly background: string | number | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

export interface Cell {
  /** Empty: the second half of the wide character before it. */
  readonly text: string;
  readonly style: CellStyle;
}

/** What a terminal shows: for each row as many cells as it has columns. */
export type Frame = readonly (readonly Cell[])[];

/** Cells of one style beside one another. A wide character is a run of its own. */
export interface Run<Style> {
  readonly column: number;
  readonly columns: number;
  readonly text: string;
  readonly style: Style;
}

export function frameOf(terminal: Terminal): Frame {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: terminal.cols }, (__, column) => cellOf(line?.getCell(column)));
  });
}

/** A row as it is read, without trailing spaces. */
export function textOf(cells: readonly Cell[]): string {
  return cells
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

export function runsOf<Style extends object>(
  cells: readonly { readonly text: string; readonly style: Style }[],
): readonly Run<Style>[] {
  const runs: Run<Style>[] = [];
  for (const [column, { text, style }] of cells.entries()) {
    if (text === '') continue;
    const columns = cells[column + 1]?.text === '' ? 2 : 1;
    const before = runs.at(-1);
    if (before !== undefined && columns === 1 && isNarrow(before) && sameStyle(before.style, style)) {
      runs[runs.length - 1] = { ...before, columns: before.columns + 1, text: before.text + text };
    } else runs.push({ column, columns, text, style });
  }
  return runs;
}

/** Whether it is made of characters of one column each; a wide one has to be placed by itself. */
function isNarrow({ columns, text }: Run<object>): boolean {
  return columns === text.length;
}

function sameStyle(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function cellOf(cell: IBufferCell | undefined): Cell {
  if (cell === undefined) throw new Error('a terminal has all the cells of its size');
  return { text: cell.getWidth() === 0 ? '' : cell.getChars() || ' ', style: styleOf(cell) };
}

function styleOf(cell: IBufferCell): CellStyle {
  return {
    foreground: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colour(own: boolean, rgb: boolean, value: number): string | number | undefined {
  if (own) return undefined;
  return rgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
