import * as fc from 'fast-check';
import { GFM, parser } from '@lezer/markdown';
import { describe, expect, it } from 'vitest';
import { codeBlock, plainText, table } from '../../../src/report/markdown/markdown.ts';

const markdown = parser.configure(GFM);

/** Names of the nodes that a text is parsed to, each once. */
function nodes(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  markdown.parse(text).iterate({ enter: ({ name }) => void names.add(name) });
  return names;
}

const harmless = new Set(['Document', 'Paragraph', 'Escape', 'Entity']);

const hostile = [
  '<script>alert(1)</script>',
  '<!-- step: { id: x } -->',
  '![x](https://evil.example/x.png)',
  '[click](javascript:alert(1))',
  'https://evil.example and www.evil.example',
  '# not a heading',
  '- not a list',
  '1. not a list',
  '> not a quote',
  '```bash',
  '~~~',
  '| a | b |',
  '**bold** _it_ ~~no~~ `code`',
  'a\n\n# b\n<b>',
  '---',
  '===',
  '&lt;b&gt; &copy;',
  'user@example.com',
  '[x]: https://evil.example',
  '\u001b[31mred\u202e',
];

describe('text from outside in Markdown', () => {
  it.each(hostile)('stays plain text: %j', (text) => {
    expect([...nodes(plainText(text))].filter((name) => !harmless.has(name))).toEqual([]);
  });

  it('is one line without control characters, whatever it was', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...hostile)).map((parts) => parts.join('\n')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const shown = plainText(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u);
        const found = [...nodes(`- at 10:00: ${shown}`)];
        expect(
          found.filter((name) => /HTML|Link|Image|URL|Heading|Code|Emphasis|Autolink|Table|Task/.test(name)),
        ).toEqual([]);
      }),
    );
  });

  it('reads as it was written', () => {
    expect(plainText('error rate 23 % (api-gateway)')).toBe('error rate 23 % (api-gateway)');
    expect(plainText('a < b & c')).toBe('a &lt; b &amp; c');
  });

  it('can’t close a block of code', () => {
    const lines = codeBlock('a\n```\n````\n# b\u001b');
    expect(lines).toEqual(['`````text', 'a', '```', '````', '# b\\x1b', '`````']);
    expect(nodes(lines.join('\n')).has('ATXHeading1')).toBe(false);
  });

  it('keeps a table a table', () => {
    expect(table(['a'], [])).toEqual([]);
    expect(nodes(table(['a', 'b'], [[plainText('x|y'), plainText('`z')]]).join('\n')).has('Table')).toBe(
      true,
    );
  });
});
