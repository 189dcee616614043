import { visibleText } from '../../problem/visible-text.ts';
import { isSimple, textWidth } from './cells.ts';
import type { Line, Span, Tone } from './line.ts';
import { plainText } from './measure.ts';
import { sliceLine } from './slice.ts';

/** Columns from one tab stop to the next, as terminals have it. */
const tabStop = 8;

/** Text that came from outside as a row: what could harm the screen is written out, tabs are spaces. */
export function safeLine(text: string, tone: Tone = 'plain'): Line {
  return [{ text: expandTabs(visibleText(text)), tone }];
}

/** Text without tabs: each leads to the next tab stop. */
export function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let expanded = '';
  let column = 0;
  for (const [at, part] of text.split('\t').entries()) {
    if (at > 0) {
      const spaces = tabStop - (column % tabStop);
      expanded += ' '.repeat(spaces);
      column += spaces;
    }
    expanded += part;
    column += isSimple(part) ? part.length : textWidth(part);
  }
  return expanded;
}

/** The same for a row of several pieces. */
export function expandLineTabs(line: Line): Line {
  if (!line.some((span) => span.text.includes('\t'))) return line;
  const text = plainText(line);
  const found: Span[] = [];
  let column = 0;
  let start = 0;
  for (const part of text.split('\t')) {
    if (start > 0) {
      const spaces = tabStop - (column % tabStop);
      found.push({ text: ' '.repeat(spaces), tone: 'plain' });
      column += spaces;
    }
    found.push(...sliceLine(line, start, start + part.length));
    column += textWidth(part);
    start += part.length + 1;
  }
  return found;
}
