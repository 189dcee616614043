import { type Run, runsOf } from '../frame.ts';
import type { PictureCell, PictureFrame } from '../picture-cells.ts';
import type { StyleSheet } from './style-sheet.ts';

type PictureRun = Run<PictureCell['style']>;

/** Size of a cell in pixels. Its height leaves no gap between the lines that stand below one another. */
export const cell = { width: 8.4, height: 17, fontSize: 14, baseline: 13 } as const;

/** The elements of a frame whose top left corner is at 0,0. */
export interface DrawnFrame {
  /** What is behind the text, and has to be drawn before it. */
  readonly backgrounds: readonly string[];
  readonly texts: readonly string[];
}

/** Draws a frame. Every text says how wide it is, so that any font fits the cells. */
export function drawFrame(frame: PictureFrame, sheet: StyleSheet): DrawnFrame {
  const rows = frame.map((cells) => runsOf(cells));
  return {
    backgrounds: rows.flatMap((runs, row) => runs.flatMap((run) => backgroundOf(run, row, sheet))),
    texts: rows.flatMap((runs, row) => runs.flatMap((run) => textsOf(run, row, sheet))),
  };
}

function backgroundOf(
  { column, columns, style }: PictureRun,
  row: number,
  sheet: StyleSheet,
): readonly string[] {
  const name = sheet.background(style);
  if (name === '') return [];
  const place = `x="${px(column)}" y="${row * cell.height}" width="${px(columns)}" height="${cell.height}"`;
  return [`<rect ${place} class="${name}"/>`];
}

function textsOf(run: PictureRun, row: number, sheet: StyleSheet): readonly string[] {
  const underlined = run.style.dark.underline || run.style.light.underline;
  // Underlined spaces are seen; others are only in the way.
  const parts = underlined ? [run] : partsOf(run);
  const name = parts.length === 0 ? '' : sheet.text(run.style);
  const styled = name === '' ? '' : ` class="${name}"`;
  return parts.map(({ column, columns, text }) => {
    const width = columns === 1 ? '' : ` textLength="${px(columns)}"`;
    const place = `x="${px(column)}" y="${row * cell.height + cell.baseline}"`;
    return `<text ${place}${width}${styled}>${escaped(text)}</text>`;
  });
}

/** The words of a run that stand three spaces or more apart. */
function partsOf(run: PictureRun): readonly Pick<PictureRun, 'column' | 'columns' | 'text'>[] {
  if (run.columns !== run.text.length) return run.text.trim() === '' ? [] : [run];
  return Array.from(run.text.matchAll(/\S+(?: {1,2}\S+)*/g), ({ 0: text, index }) => ({
    column: run.column + index,
    columns: text.length,
    text,
  }));
}

function px(columns: number): string {
  return String(Math.round(columns * cell.width * 10) / 10);
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
