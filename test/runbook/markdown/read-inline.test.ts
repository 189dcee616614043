import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInline } from '../../../src/runbook/markdown/read-inline.ts';

function plain(text: string): string {
  return readInline(text).plain.replaceAll(/\s+/g, ' ').trim();
}

describe('the text of headings and items', () => {
  it.each([
    ['*a* b', 'a b'],
    ['_a_ **b**', 'a b'],
    ['`a` b', 'a b'],
    ['a` b `c', 'abc'],
    ['a` `c', 'a c'],
    ['``a`b`` c', 'a`b c'],
    ['~~a~~ b', 'a b'],
    ['[a](b) c', 'a c'],
    ['[*a*](b "title") c', 'a c'],
    ['![a](b.png) c', 'a c'],
    ['[optional] c', '[optional] c'],
    ['[a][b] c[^1]', '[a][b] c[^1]'],
    ['<https://example.com> c', 'https://example.com c'],
    ['a \\[ b', 'a [ b'],
    ['a &amp; b &#233; &eacute; &none;', 'a & b é é &none;'],
    ['&#0; &#x110000;', '\uFFFD \uFFFD'],
    ['<!-- step: { id: a } -->b', 'b'],
    ['<b>a</b> c', 'a c'],
    ['a\nb', 'a b'],
    ['a\\\nb  \nc', 'a b c'],
    ['www.example.com, a@example.com: 1. # > + - = | !', 'www.example.com, a@example.com: 1. # > + - = | !'],
  ])('%j is %j', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('is the same with and without the parser, where it holds no mark', () => {
    const unmarked = string({ unit: 'grapheme' }).filter((text) => !/[\\`*_~[\]<&\p{Cc}]/u.test(text));
    assert(
      property(unmarked, (text) => {
        // The entity before it sends the text through the parser.
        expect(plain(`&amp; ${text}`)).toBe(`& ${plain(text)}`.trim());
      }),
    );
  });

  it('tells where its comments are, whatever the line breaks', () => {
    const text = 'a `<!-- no -->`\r\n*b <!-- yes\r-->*';
    expect(readInline(text).comments.map(({ start, end }) => text.slice(start, end))).toEqual([
      '<!-- yes\r-->',
    ]);
  });
});
