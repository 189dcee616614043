import { textWidth } from './cells.ts';
import type { Line, Span } from './line.ts';
import { sgrPattern } from './sgr.ts';

/** The text of a span as it is read: without SGR. */
export function spanText(span: Span): string {
  return span.tone === 'styled' ? span.text.replaceAll(sgrPattern, '') : span.text;
}

/** The text of a row as it is read: without SGR. Offsets into rows count in it, in UTF-16 units. */
export function plainText(line: Line): string {
  const [first] = line;
  if (first === undefined) return '';
  return line.length === 1 ? spanText(first) : line.map(spanText).join('');
}

/** Columns that a row takes. */
export function lineWidth(line: Line): number {
  return textWidth(plainText(line));
}
