import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, matchesOf } from '../../../src/ui/text/highlight.ts';
import { line } from '../../../src/ui/text/line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { anyLine } from './arbitrary-line.ts';

describe('highlight', () => {
  it('shows each match, across pieces too', () => {
    const row = [...line('error: Err', 'plain'), ...line('or 5', 'bad')];
    expect(highlight(row, 'error')).toEqual([
      ...line('error', 'match'),
      ...line(': ', 'plain'),
      ...line('Error', 'match'),
      ...line(' 5', 'bad'),
    ]);
  });

  it('leaves a row without a match as it is', () => {
    const row = line('text');
    expect(highlight(row, 'y')).toBe(row);
    expect(highlight(row, '')).toBe(row);
  });

  it('keeps the colours of styled text around a match, not in it', () => {
    expect(highlight([{ text: '\u001b[31mred hit red', tone: 'styled' }], 'hit')).toEqual([
      { text: '\u001b[31mred ', tone: 'styled' },
      { text: 'hit', tone: 'match' },
      { text: '\u001b[31m red', tone: 'styled' },
    ]);
  });

  it('takes ranges', () => {
    expect(highlight(line('abcdef'), [{ from: 1, to: 3 }])).toEqual([
      ...line('a'),
      ...line('bc', 'match'),
      ...line('def'),
    ]);
  });

  it('changes no text', () => {
    const queries = fc.constantFrom('a', 'word', ' ', '日', '.', '(', '1', '-', '[', '\\');
    fc.assert(
      fc.property(anyLine, queries, (row, query) => {
        expect(plainText(highlight(row, query))).toBe(plainText(row));
      }),
    );
  });
});

describe('matchesOf', () => {
  it('heeds capitals only where the query has one', () => {
    expect(matchesOf('Pod pod POD', 'pod')).toHaveLength(3);
    expect(matchesOf('Pod pod POD', 'Pod')).toEqual([{ from: 0, to: 3 }]);
  });

  it('takes the query literally', () => {
    expect(matchesOf('a.c abc [x-z]', 'a.c')).toEqual([{ from: 0, to: 3 }]);
    expect(matchesOf('a.c abc [x-z]', '[x-z]')).toEqual([{ from: 8, to: 13 }]);
  });
});
