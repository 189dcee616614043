import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLine, joinLine, padLine } from '../../../src/ui/text/fit.ts';
import { line } from '../../../src/ui/text/line.ts';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';
import { anyLine } from './arbitrary-line.ts';

const columns = fc.integer({ min: 0, max: 60 });

describe('fitLine', () => {
  it('leaves what fits as it is', () => {
    expect(fitLine(line('abc', 'good'), 3)).toEqual(line('abc', 'good'));
  });

  it('says with … that something was cut off', () => {
    expect(plainText(fitLine(line('abcdef'), 4))).toBe('abc…');
    expect(plainText(fitLine(line('日本語'), 4))).toBe('日…');
    expect(plainText(fitLine(line('ab👨‍👩‍👧c'), 3))).toBe('ab…');
    expect(plainText(fitLine(line('e\u0301e\u0301e\u0301'), 2))).toBe('e\u0301…');
  });

  it('keeps the colours of styled text, and cuts no sequence', () => {
    const [first, mark] = fitLine([{ text: '\u001b[31mred\u001b[32mgreen\u001b[0m', tone: 'styled' }], 6);
    expect(first).toEqual({ text: '\u001b[31mred\u001b[0m\u001b[32mgr', tone: 'styled' });
    expect(mark).toEqual({ text: '…', tone: 'plain' });
  });

  it('expands tabs', () => {
    expect(plainText(fitLine(line('a\tb'), 20))).toBe('a       b');
  });

  it('never takes more columns than there are, and cuts only what is too long', () => {
    fc.assert(
      fc.property(anyLine, columns, (given, width) => {
        const fitted = fitLine(given, width);
        expect(lineWidth(fitted)).toBeLessThanOrEqual(width);
        const text = plainText(fitted);
        const whole = lineWidth(given) <= width;
        expect(whole ? text === plainText(given) : plainText(given).startsWith(text.slice(0, -1))).toBe(true);
        expect(text.endsWith('…') || whole || width === 0).toBe(true);
      }),
    );
  });
});

describe('padLine', () => {
  it('takes exactly the columns there are', () => {
    fc.assert(
      fc.property(anyLine, columns, (given, width) => {
        expect(lineWidth(padLine(given, width))).toBe(width);
      }),
    );
  });
});

describe('joinLine', () => {
  it('sets one part at each side', () => {
    expect(plainText(joinLine(line('left'), line('right'), 14))).toBe('left     right');
  });

  it('cuts the left part first, with a space between', () => {
    expect(plainText(joinLine(line('a long name'), line('12s'), 10))).toBe('a lon… 12s');
    expect(plainText(joinLine(line('name'), line('a long time'), 6))).toBe('a lon…');
  });

  it('takes exactly the columns there are', () => {
    fc.assert(
      fc.property(anyLine, anyLine, columns, (left, right, width) => {
        expect(lineWidth(joinLine(left, right, width))).toBe(width);
      }),
    );
  });
});
