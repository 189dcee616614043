import type { Line, Span } from './line.ts';
import { plainText, spanText } from './measure.ts';
import { sliceLine } from './slice.ts';

/** A stretch of a row's plain text, in UTF-16 units, up to but not including `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A row with its matches shown: of a query, or at ranges that are in order and don't overlap. */
export function highlight(line: Line, what: string | readonly Range[]): Line {
  const ranges = typeof what === 'string' ? matchesOf(plainText(line), what) : what;
  if (ranges.length === 0) return line;
  const found: Span[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    found.push(...sliceLine(line, at, from));
    const text = sliceLine(line, from, to).map(spanText).join('');
    if (text !== '') found.push({ text, tone: 'match' });
    at = Math.max(at, to);
  }
  return [...found, ...sliceLine(line, at, Number.POSITIVE_INFINITY)];
}

/** Where a query occurs in a text. Capitals matter only when the query has one. */
export function matchesOf(text: string, query: string): readonly Range[] {
  if (query === '') return [];
  return [...text.matchAll(queryPattern(query))].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
}

/** A query as a pattern, taken literally. Capitals matter only when the query has one. */
export function queryPattern(query: string): RegExp {
  const literal = query.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&');
  return new RegExp(literal, /\p{Lu}/u.test(query) ? 'gu' : 'giu');
}
