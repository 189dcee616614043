import type { Cell, Frame } from './frame.ts';

/** What changes from run to run, and what stands there instead. A match may take spaces after it, to keep its width. */
const changing: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/(?<=\/stage-)[A-Za-z0-9]{6}/g, 'folder'],
  [/(?<=127\.0\.0\.1:)\d+ */g, '6443'],
  // How long a shell took, and which one this machine has.
  [/(?<=took )\d+ m?s */g, '87 ms'],
  [/(?<=bash )\d[\d.]+\(\d+\)-release */g, '5.2.37(1)-release'],
];

/** The frame with values in it that are the same in every run. */
export function steady(frame: Frame): Frame {
  return frame.map(steadyRow);
}

function steadyRow(cells: readonly Cell[]): readonly Cell[] {
  if (cells.some(({ text }) => text.length !== 1)) return cells;
  const text = steadyText(cells.map((cell) => cell.text).join(''));
  return cells.map((cell, column) => ({ ...cell, text: text.charAt(column) }));
}

/** Of the same length as the text. */
function steadyText(text: string): string {
  return changing.reduce((done, [pattern, instead]) => done.replaceAll(pattern, filled(instead)), text);
}

function filled(instead: string): (found: string) => string {
  return (found) => instead.padEnd(found.length).slice(0, found.length);
}
