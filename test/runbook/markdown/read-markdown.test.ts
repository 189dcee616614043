import { assert, property, string } from 'fast-check';
import { toString } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import { readInline } from '../../../src/runbook/markdown/read-markdown.ts';

function plain(text: string): string {
  return toString(readInline(text), { includeHtml: false }).replaceAll(/\s+/g, ' ').trim();
}

describe('the text of headings and items', () => {
  it.each([
    ['*a* b', 'a b'],
    ['_a_ b', 'a b'],
    ['`a` b', 'a b'],
    ['~~a~~ b', 'a b'],
    ['[a](b) c', 'a c'],
    ['a \\[ b', 'a [ b'],
    ['a &amp; b', 'a & b'],
    ['<!-- step: { id: a } -->b', 'b'],
    ['a\nb', 'a b'],
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
});
