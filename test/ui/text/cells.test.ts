import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cellsOf, fitting, isSimple, textWidth } from '../../../src/ui/text/cells.ts';
import { anyText } from './arbitrary-line.ts';

const segmenter = new Intl.Segmenter();

describe('isSimple', () => {
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(isSimple);

  it('holds only characters of one column', () => {
    expect(all.filter((each) => stringWidth(each) !== 1)).toEqual([]);
    expect(all.length).toBeGreaterThan(700);
  });

  it('holds only characters that never join with another of them', () => {
    const text = all.join('') + all.toReversed().join('');
    expect([...segmenter.segment(text)]).toHaveLength(text.length);
  });

  it('knows the marks that the screens are drawn with', () => {
    expect(isSimple('✓ ✗ ▸ ▾ · │ ─ █ ░ … → └')).toBe(true);
  });

  it.each(['日', 'e\u0301', '👍', '\u00ad', '\u200b', '☎\ufe0f', '\t', '\u001b'])(
    'does not know %j',
    (text) => {
      expect(isSimple(text)).toBe(false);
    },
  );
});

describe('textWidth', () => {
  it.each([
    ['plain', 5],
    ['日本語', 6],
    ['e\u0301', 1],
    ['👨‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['한글', 4],
    ['a\u200bb', 2],
  ])('%s takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  it('agrees with string-width', () => {
    fc.assert(fc.property(anyText, (text) => textWidth(text) === stringWidth(text)));
  });
});

describe('fitting', () => {
  it('ends between graphemes, within the columns, and as late as it can', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 30 }), (text, columns) => {
        const { end, width } = fitting(text, columns);
        expect(width).toBe(textWidth(text.slice(0, end)));
        expect(width).toBeLessThanOrEqual(columns);
        expect([0, ...cellsOf(text).ends]).toContain(end);
        const next = cellsOf(text).ends.find((each) => each > end);
        expect(next === undefined || textWidth(text.slice(0, next)) > columns).toBe(true);
      }),
    );
  });
});
