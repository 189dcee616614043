import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { line } from '../../../src/ui/text/line.ts';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';
import { wrapLines, wrapText } from '../../../src/ui/text/wrap.ts';
import { anyLine, anyText } from './arbitrary-line.ts';

const columns = fc.integer({ min: 2, max: 60 });

function rows(text: string, width: number, indent = 0): readonly string[] {
  return wrapLines(line(text), width, indent).map(plainText);
}

describe('wrapLines', () => {
  it.each([
    ['breaks between words', 'one two three', 8, ['one two', 'three']],
    ['fills a row to its end', 'one two', 3, ['one', 'two']],
    ['breaks a word that is too long', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['moves a long word to the next row first', 'ab abcdefgh', 4, ['ab', 'abcd', 'efgh']],
    ['keeps the spaces at the beginning', '  one two', 6, ['  one', 'two']],
    ['drops the spaces at a break', 'one    two', 5, ['one', 'two']],
    ['breaks between wide characters', '日本語の文', 5, ['日本', '語の', '文']],
    ['breaks between a word and a wide character', 'kubectl日本', 8, ['kubectl', '日本']],
    ['keeps emoji whole', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 5, ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧']],
    ['keeps a space that carries a mark', 'ab  \u0301 c', 3, ['ab', ' \u0301 c']],
    ['keeps an empty row', '', 5, ['']],
  ] as const)('%s', (_, text, width, expected) => {
    expect(rows(text, width)).toEqual(expected);
  });

  it('sets further rows below the text behind a bullet', () => {
    expect(rows('- one two three', 9, 2)).toEqual(['- one two', '  three']);
  });

  it('leaves half of a narrow place for the text', () => {
    expect(rows('aaaaaaaa', 4, 10)).toEqual(['aaaa', '  aa', '  aa']);
  });

  it('expands tabs', () => {
    expect(rows('a\tb', 20)).toEqual(['a       b']);
  });

  it('goes on with the colours of styled text', () => {
    expect(wrapLines([{ text: '\u001b[1;31mone two\u001b[0m', tone: 'styled' }], 4)).toEqual([
      [{ text: '\u001b[1;31mone', tone: 'styled' }],
      [{ text: '\u001b[1;31mtwo', tone: 'styled' }],
    ]);
  });

  it('never takes more columns than there are', () => {
    fc.assert(
      fc.property(anyLine, columns, fc.integer({ min: 0, max: 20 }), (given, width, indent) => {
        for (const row of wrapLines(given, width, indent)) expect(lineWidth(row)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('loses no visible character, and no tone', () => {
    fc.assert(
      fc.property(anyLine, columns, (given, width) => {
        const wrapped = wrapLines(given, width);
        expect(inked(wrapped.map(plainText).join(''))).toBe(inked(plainText(given)));
        const toned = (tone: string, spans: typeof given): string =>
          inked(
            spans
              .filter((each) => each.tone === tone)
              .map((each) => each.text)
              .join(''),
          );
        expect(toned('good', wrapped.flat())).toBe(toned('good', given));
      }),
    );
  });

  it('sets a row of 100,000 words in a blink', () => {
    const long = line('word '.repeat(100_000));
    const start = performance.now();
    expect(wrapLines(long, 80)).toHaveLength(6250);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('wrapText', () => {
  it('keeps the line ends of the text, and makes hidden characters visible', () => {
    expect(wrapText('one\r\ntwo\u001b[2J', 40, 'dim')).toEqual([
      line('one', 'dim'),
      line('two\\x1b[2J', 'dim'),
    ]);
  });

  it('never takes more columns than there are', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), columns, (text, width) => {
        for (const row of wrapText(text, width)) expect(lineWidth(row)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

function inked(text: string): string {
  return text.replaceAll(' ', '');
}
