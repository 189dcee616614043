import type { Line, Span } from './line.ts';
import { afterSgr, noStyle, sgrOf, sgrPattern } from './sgr.ts';

/**
 * A part of a row, by offsets into its plain text. Styled text keeps the colours it had there.
 */
export function sliceLine(line: Line, from: number, to: number): Line {
  const found: Span[] = [];
  let start = 0;
  for (const span of line) {
    if (start >= to) break;
    if (span.tone === 'styled') {
      const { text, length } = sliceStyled(span.text, from - start, to - start);
      if (text !== '') found.push({ text, tone: 'styled' });
      start += length;
    } else {
      const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
      if (text !== '') found.push(text.length === span.text.length ? span : { text, tone: span.tone });
      start += span.text.length;
    }
  }
  return found;
}

/** The same of one styled text, and how long all of it is without SGR. */
function sliceStyled(text: string, from: number, to: number): { text: string; length: number } {
  let state = noStyle;
  let length = 0;
  let sliced = '';
  for (const [at, part] of text.split(sgrPattern).entries()) {
    if (at % 2 === 1) {
      state = afterSgr(state, part);
      continue;
    }
    const piece = part.slice(Math.max(0, from - length), Math.max(0, to - length));
    if (piece !== '') sliced = restyled(sliced, sgrOf(state), piece);
    length += part.length;
  }
  return { text: sliced, length };
}

function restyled(before: string, style: string, piece: string): string {
  const reset = before === '' ? '' : `${String.fromCodePoint(0x1b)}[0m`;
  return `${before}${reset}${style}${piece}`;
}
