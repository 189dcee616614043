import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../../../src/report/diagnostics/excerpt.ts';
import { diagnosticsAsGithub } from '../../../src/report/diagnostics/github.ts';
import { diagnosticsAsJson } from '../../../src/report/diagnostics/json.ts';
import { diagnosticsAsText } from '../../../src/report/diagnostics/text.ts';
import { errorAt, warningAt } from '../../../src/runbook/diagnostic.ts';
import { sourceText } from '../../../src/runbook/source-text.ts';

const text = '---\ntiemout: 2m\n---\n';
const source = sourceText('books/a.md', text);
const unknown = errorAt(
  source.span(4, 11),
  'parse/unknown-key',
  'Unknown key `tiemout`.',
  'Did you mean `timeout`?',
);
const advice = warningAt(source.span(0, 3), 'lint/get-all', 'Advice.');
const plain = { source: () => text, colour: false, width: 80 };

describe('diagnosticsAsText', () => {
  it('shows place, source line, caret and hint, and counts', () => {
    expect(
      diagnosticsAsText([unknown, advice], plain),
    ).toBe(`books/a.md:2:1: error: Unknown key \`tiemout\`. [parse/unknown-key]
  2 | tiemout: 2m
    | ^^^^^^^
  hint: Did you mean \`timeout\`?

books/a.md:1:1: warning: Advice. [lint/get-all]
  1 | ---
    | ^^^

1 error, 1 warning
`);
  });

  it('is empty when there is nothing to say', () => {
    expect(diagnosticsAsText([], plain)).toBe('');
  });

  it('does without the source', () => {
    expect(diagnosticsAsText([advice], { ...plain, source: () => undefined })).not.toContain('|');
  });

  it('adds colour and nothing else', () => {
    const coloured = diagnosticsAsText([unknown], { ...plain, colour: true });
    expect(coloured).toContain('\u001B[31merror\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(diagnosticsAsText([unknown], plain));
  });

  it('lets no control character of the file or its name reach the terminal', () => {
    const hostile = sourceText('a\u001B[2J.md', 'x \u001B[31m\u202E y');
    const diagnostic = errorAt(hostile.span(0, 1), 'parse/yaml', 'Bad \u001B]0;x\u0007.');
    const shown = diagnosticsAsText([diagnostic], { ...plain, source: () => hostile.text });
    expect(shown).toContain('x ␛[31m<U+202E> y');
    expect(shown).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
  });
});

function of(line: string, start: number, end: number, width = 80): ReturnType<typeof excerpt> {
  return excerpt(line, sourceText('a', line).span(start, end), width);
}

describe('excerpt', () => {
  it('keeps carets below tabs and wide characters', () => {
    expect(of('\tab', 1, 3)).toEqual({ line: '    ab', marks: '    ^^' });
    expect(of('日本x', 2, 3)).toEqual({ line: '日本x', marks: '    ^' });
    expect(of('e\u0301x', 2, 3).marks).toBe(' ^');
    expect(of('日', 0, 1).marks).toBe('^^');
  });

  it('marks the end of a line, and the first line of a longer span', () => {
    expect(of('ab', 2, 2).marks).toBe('  ^');
    expect(of('ab\ncd', 1, 5)).toEqual({ line: 'ab', marks: ' ^' });
  });

  it('cuts a long line around the caret', () => {
    const { line, marks } = of(`${'a'.repeat(100)}KEY${'b'.repeat(100)}`, 100, 103, 40);
    expect(line).toHaveLength(40);
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('KEY');
    expect([line.at(0), line.at(-1)]).toEqual(['…', '…']);
  });

  it('never exceeds its width', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 120, unit: 'grapheme-ascii' }),
        fc.nat(120),
        fc.nat(20),
        (line, start, length) => {
          const { line: shown, marks } = of(
            line,
            Math.min(start, line.length),
            Math.min(start + length, line.length),
            40,
          );
          expect(shown.length).toBeLessThanOrEqual(40);
          expect(marks.length).toBeLessThanOrEqual(41);
        },
      ),
    );
  });
});

describe('diagnosticsAsJson', () => {
  it('is one array, a diagnostic a line', () => {
    const json = diagnosticsAsJson([unknown, advice]);
    expect(json.trimEnd().split('\n')).toHaveLength(4);
    expect(JSON.parse(json)).toMatchObject([
      {
        file: 'books/a.md',
        severity: 'error',
        code: 'parse/unknown-key',
        start: { line: 2, column: 1 },
        end: { column: 8 },
      },
      { severity: 'warning' },
    ]);
    expect(diagnosticsAsJson([])).toBe('[]\n');
  });
});

describe('diagnosticsAsGithub', () => {
  it('escapes what would end a property or a command', () => {
    const odd = sourceText('a,b:c%.md', 'x');
    const diagnostic = errorAt(odd.span(0, 1), 'parse/yaml', '100%\nbad', 'Do this');
    expect(diagnosticsAsGithub([diagnostic])).toBe(
      '::error file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=1,endColumn=1,title=parse/yaml::100%25%0Abad Do this\n',
    );
  });
});
