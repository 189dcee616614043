import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Line, Tone } from '../../../src/ui/text/line.ts';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';
import { loadProse } from '../../../src/ui/text/prose/load-prose.ts';
import { plainProse } from '../../../src/ui/text/prose/plain-prose.ts';
import type { ProseRenderer } from '../../../src/ui/text/prose/renderer.ts';
import { expectGolden } from '../../fixtures/golden.ts';

const folder = new URL('../../fixtures/ui/prose/', import.meta.url);
const all = readFileSync(new URL('all.md', folder), 'utf8');

let prose: ProseRenderer;
beforeAll(async () => {
  prose = await loadProse();
});

describe('prose', () => {
  it.each([20, 40, 80, 100])('is set to %i columns', (columns) => {
    expectGolden(new URL(`all-${String(columns)}.txt`, folder), marked(prose(all, columns)));
  });

  it('leaves out headings that stand on the screen already', () => {
    expect(text('# The `title`\n\nText.', 40, ['The title'])).toEqual(['Text.']);
    expect(text('# The `title`\n\nText.', 40, ['The `title`'])).toEqual(['Text.']);
    expect(text('# The title\n\nText.', 40, ['Another'])).toEqual(['The title', '', 'Text.']);
  });

  it('shows bold text and one box in tight and in loose lists', () => {
    for (const source of ['- [ ] **a**\n- [x] b', '- [ ] **a**\n\n- [x] b']) {
      const rows = prose(source, 40);
      expect(rows.map(plainText).filter((row) => row !== '')).toEqual(['[ ] a', '[x] b']);
      expect(rows[0]?.find(({ text: said }) => said === 'a')?.tone).toBe('strong');
    }
  });

  it('gives nothing for nothing', () => {
    expect(text('', 40)).toEqual([]);
    expect(text('<!-- only a comment -->', 40)).toEqual([]);
  });

  it('shows as written what is nested too deep', () => {
    const rows = prose(`${'> '.repeat(20_000)}deep`, 40);
    expect(rows.map(plainText).join('')).toContain('deep');
  });

  it.each([
    ['an escape sequence', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['an escape character as an entity', 'a&#27;[2Jb', 'a\\x1b[2Jb'],
    ['one in hexadecimal', 'a&#x1b;]0;title&#7;b', 'a\\x1b]0;title\\x07b'],
    ['one in code', '`a\u001b[31mb`', 'a\\x1b[31mb'],
    ['one in the address of a link', '[text](<http://x/&#27;[2J>)', 'text (http://x/\\x1b[2J)'],
    ['text that is turned around', 'rm \u202etxt.evil\u202c', 'rm \\u202etxt.evil\\u202c'],
    ['an isolate as an entity', '&#x2066;x', '\\u2066x'],
    ['the marks of this renderer', '\u00011bold\u0002 \u0003x\u0004', '\\x011bold\\x02 \\x03x\\x04'],
    [
      'a link that hides where it leads',
      '[https://good.example](https://bad.example)',
      'https://good.example (https://bad.example)',
    ],
    ['a carriage return', 'safe\rrm -rf', 'safe\\x0drm -rf'],
    ['HTML', '<script>x</script>', '<script>x</script>'],
  ])('shows %s for what it is', (_, source, expected) => {
    expect(text(source, 78).join(' ')).toBe(expected);
  });

  it('never takes more columns than there are, whatever the document holds', () => {
    const snippets = all.split(/(?<=\n)/);
    const documents = fc
      .array(fc.oneof(fc.constantFrom(...snippets), fc.string({ unit: 'binary', maxLength: 20 })), {
        maxLength: 12,
      })
      .map((each) => each.join(''));
    fc.assert(
      fc.property(documents, fc.integer({ min: 10, max: 90 }), (source, columns) => {
        for (const render of [prose, plainProse]) {
          for (const row of render(source, columns)) {
            expect(lineWidth(row)).toBeLessThanOrEqual(columns);
            expect(plainText(row)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
          }
        }
      }),
    );
  });
});

describe('plainProse', () => {
  it('gives nearly the same rows at once', () => {
    const source =
      '## Head\n\nText in\ntwo lines.\n\n- one\n- two\n\n> quoted\n\n```text\na  b\n```\n\n<!-- hidden -->\n\nEnd.';
    expect(plainProse(source, 40).map(plainText)).toEqual(
      prose(source, 40).map((row) => plainText(row).replace('│ ', '> ')),
    );
  });
});

function text(source: string, columns: number, said: readonly string[] = []): readonly string[] {
  return prose(source, columns, said).map(plainText);
}

const signs: Partial<Record<Tone, readonly [string, string]>> = {
  strong: ['{', '}'],
  heading: ['#', '#'],
  command: ['`', '`'],
  accent: ['<', '>'],
  dim: ['~', '~'],
  warning: ['!', '!'],
};

/** Rows with their tones made visible. */
function marked(rows: readonly Line[]): string {
  return rows
    .map((row) => row.map(({ text: said, tone }) => (signs[tone] ?? ['', '']).join(said)).join(''))
    .map((row) => `${row}\n`)
    .join('');
}
