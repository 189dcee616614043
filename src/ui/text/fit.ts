import { fitting } from './cells.ts';
import type { Line } from './line.ts';
import { lineWidth, plainText } from './measure.ts';
import { expandLineTabs } from './safe.ts';
import { sliceLine } from './slice.ts';

/** Stands where text was cut off. */
const cutMark = '…';

/** A row that takes at most so many columns; where something had to be cut, `…` says so. */
export function fitLine(line: Line, columns: number): Line {
  return fitted(line, columns).line;
}

/** A row that takes exactly so many columns: cut or filled up with spaces. */
export function padLine(line: Line, columns: number): Line {
  const { line: cut, width } = fitted(line, columns);
  return width >= columns ? cut : [...cut, { text: ' '.repeat(columns - width), tone: 'plain' }];
}

/**
 * One row with a part at each side, exactly so many columns. Where there is no room for both, the left part
 * is cut first.
 */
export function joinLine(left: Line, right: Line, columns: number): Line {
  const end = fitted(right, columns);
  const gap = end.width > 0 && end.width < columns ? 1 : 0;
  const room = columns - end.width - gap;
  const start = fitted(left, room);
  const space = ' '.repeat(Math.max(0, columns - start.width - end.width));
  return space === ''
    ? [...start.line, ...end.line]
    : [...start.line, { text: space, tone: 'plain' }, ...end.line];
}

function fitted(given: Line, columns: number): { readonly line: Line; readonly width: number } {
  const line = expandLineTabs(given);
  const text = plainText(line);
  // A text that is short in UTF-16 units is short in columns only when it is simple; so it is measured.
  const { end, width } = fitting(text, columns);
  if (end === text.length) return { line, width };
  if (columns <= 0) return { line: [], width: 0 };
  const cut = fitting(text, columns - 1);
  const tone = toneAt(line, cut.end);
  return { line: [...sliceLine(line, 0, cut.end), { text: cutMark, tone }], width: cut.width + 1 };
}

/** The mark looks like what it stands for; styled text ends before it. */
function toneAt(line: Line, offset: number): Line[number]['tone'] {
  let start = 0;
  for (const span of line) {
    const next = start + lineLength(span);
    if (offset < next) return span.tone === 'styled' ? 'plain' : span.tone;
    start = next;
  }
  return 'plain';
}

function lineLength(span: Line[number]): number {
  return plainText([span]).length;
}

/** A row of spaces in front of another one. */
export function indentLine(line: Line, columns: number): Line {
  return columns <= 0 || lineWidth(line) === 0
    ? line
    : [{ text: ' '.repeat(columns), tone: 'plain' }, ...line];
}
