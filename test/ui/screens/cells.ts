import type { IBufferCell, Terminal } from '@xterm/headless';

/** How a cell looks. A colour is its number in xterm's palette, or `#rrggbb`; undefined: the terminal's own. */
export interface CellStyle {
  readonly marks: readonly ('bold' | 'underline' | 'reverse' | 'dim' | 'italic')[];
  readonly text: number | string | undefined;
  readonly behind: number | string | undefined;
}

export interface Run {
  /** First and last column, from 1. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly style: CellStyle;
}

/** Stretches of a row that look the same, from left to right. */
export function runsOf(terminal: Terminal, row: number): readonly Run[] {
  const { active } = terminal.buffer;
  const line = active.getLine(active.viewportY + row);
  const runs: Run[] = [];
  for (let column = 0; column < terminal.cols; column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined) break;
    const style = styleOf(cell);
    const last = runs.at(-1);
    const text = cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
    if (last !== undefined && (text === '' || styleText(last.style) === styleText(style))) {
      runs[runs.length - 1] = { ...last, to: column + 1, text: last.text + text };
    } else runs.push({ from: column + 1, to: column + 1, text, style });
  }
  return runs.map(withoutBlanks).filter(({ text }) => text !== '');
}

/** Blanks at the end of a stretch are nothing to be seen, unless they have a style. */
function withoutBlanks(run: Run): Run {
  if (styleText(run.style) !== '') return run;
  const text = run.text.trimEnd();
  return { ...run, text, to: run.to - (run.text.length - text.length) };
}

/** `bold 117 on 24`; empty: as the terminal shows text by itself. */
export function styleText({ marks, text, behind }: CellStyle): string {
  return [
    ...marks,
    ...(text === undefined ? [] : [String(text)]),
    ...(behind === undefined ? [] : [`on ${String(behind)}`]),
  ].join(' ');
}

function styleOf(cell: IBufferCell): CellStyle {
  const marks = [
    cell.isBold() !== 0 && 'bold',
    cell.isUnderline() !== 0 && 'underline',
    cell.isInverse() !== 0 && 'reverse',
    cell.isDim() !== 0 && 'dim',
    cell.isItalic() !== 0 && 'italic',
  ] as const;
  return {
    marks: marks.filter((mark) => mark !== false),
    text: colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    behind: colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
  };
}

function colourOf(own: boolean, rgb: boolean, colour: number): CellStyle['text'] {
  if (own) return undefined;
  return rgb ? `#${colour.toString(16).padStart(6, '0')}` : colour;
}
