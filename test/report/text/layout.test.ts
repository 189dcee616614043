import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, displayWidth, labelled, padTo, wrap } from '../../../src/report/text/layout.ts';

const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

describe('laying text out', () => {
  it('counts what a terminal shows', () => {
    expect(displayWidth('a\u001b[31mb\u001b[0m')).toBe(2);
    expect(displayWidth('日本')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(padTo('日', 4)).toBe('日  ');
  });

  it('breaks between words, and a long word where it must', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghijkl', 8)).toEqual(['abcdefgh', 'ijkl']);
    expect(wrap('a\nb', 8)).toEqual(['a', 'b']);
    expect(wrap('', 8)).toEqual(['']);
  });

  it('keeps the indentation of a script, on every line that it breaks into', () => {
    expect(wrap('if a\n  then b', 20)).toEqual(['if a', '  then b']);
    expect(wrap('    one two three', 12)).toEqual(['    one two', '    three']);
  });

  it('makes every line fit and loses no visible character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 12, max: 100 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
          expect(lines.filter((line) => /[\p{Cc}\p{Bidi_Control}]/u.test(line))).toEqual([]);
          expect(letters(lines.join('')).length).toBeGreaterThanOrEqual(letters(text).length);
        },
      ),
    );
  });

  it('breaks plain words as it breaks any others', () => {
    const word = fc.stringMatching(/^[a-z]{0,12}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 8, max: 30 }), (words, width) => {
        const text = words.join(' ');
        // The combining accent takes no column, and keeps the text from being taken for plain.
        const accented = wrap(`${text}\u0301`, width).map((line) => line.replace('\u0301', ''));
        expect(wrap(text, width)).toEqual(accented);
      }),
    );
  });

  it('aligns columns, and stacks them where there is no room', () => {
    const rows = [
      ['id', 'kind', 'what it is about'],
      ['a-long-id', 'x', 'short'],
    ];
    expect(columns(rows, 60)).toEqual(['id         kind  what it is about', 'a-long-id  x     short']);
    const narrow = rows.map(([id = '', kind = '', text = '']) => [id.padEnd(24), kind, text]);
    expect(columns(narrow, 40)).toEqual([
      'id                        kind',
      '    what it is about',
      'a-long-id                 x',
      '    short',
    ]);
  });

  it('puts a wrapped text beside its label', () => {
    expect(labelled('key', 'one two three', { indent: 2, label: 6, width: 16 })).toEqual([
      '  key   one two',
      '        three',
    ]);
  });
});
