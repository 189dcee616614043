import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInventory } from '../../src/runbook/parse-inventory.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { lintRunbook } from '../../src/runbook/lint.ts';
import { fakeShapes } from '../fixtures/step-shapes.ts';

function parse(input: string | Uint8Array): ReturnType<typeof parseRunbook> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  return parseRunbook({ path: 'hostile.md', bytes }, fakeShapes);
}

function codes(input: string | Uint8Array): readonly string[] {
  return parse(input).problems.map(({ code }) => code);
}

const piece = fc.constantFrom(
  '---\n',
  'id: a\n',
  'parameters:\n',
  '  v: { type: version }\n',
  '# H\n',
  '<!-- step',
  ' -->',
  ': { id: x }',
  '\n',
  '\n\n',
  '- [ ] item',
  '  ',
  '> ',
  '```bash\n',
  '```yaml step\n',
  'kind: verify\n',
  '```\n',
  '&a [*a]',
  '*a',
  '__proto__: 1\n',
  '\t',
  '\r\n',
  '\r',
  '`',
  '"',
  "'",
  '$(',
  '${x}',
  '<<EOF\n',
  '[',
  '\u202E',
  '\0',
  '😀',
  '&',
  '|',
  '\\',
);
const markdownish = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ maxLength: 8 })), {
  maxLength: 60,
});

describe('parsing never throws', () => {
  it('on any bytes, and its positions lie within the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { runbook, problems } = parse(bytes);
        expect(runbook === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        for (const { span } of problems) expect(span.end.offset).toBeLessThanOrEqual(bytes.length + 1);
      }),
    );
  });

  it('on anything that looks like Markdown, and neither does linting', () => {
    fc.assert(
      fc.property(markdownish, (pieces) => {
        const { runbook, problems } = parse(pieces.join(''));
        expect(runbook === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        if (runbook !== undefined) lintRunbook(runbook, { shapes: fakeShapes });
      }),
      { numRuns: 400 },
    );
  });

  it('on any inventory', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          markdownish.map((all) => Buffer.from(all.join(''))),
        ),
        (bytes) => {
          const { inventory, problems } = parseInventory({ path: 'platform.yaml', bytes });
          expect(inventory === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        },
      ),
    );
  });
});

describe('input is bounded before it is parsed', () => {
  it('refuses more than 2 MiB with one diagnostic', () => {
    expect(codes(new Uint8Array(2 * 1024 * 1024 + 1).fill(97))).toEqual(['parse/too-large']);
  });

  it('refuses more than 5000 lines with one diagnostic', () => {
    expect(codes('a\n'.repeat(5001))).toEqual(['parse/too-large']);
  });

  it('says where a byte is not UTF-8, genuine replacement characters aside', () => {
    const bytes = Buffer.concat([
      Buffer.from('# \uFFFD ok\nab'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('\n'),
    ]);
    const [only, ...rest] = parse(bytes).problems;
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ code: 'parse/encoding', span: { start: { line: 2, column: 3 } } });
  });

  it('says where a NUL is', () => {
    expect(parse('# a\n\nb\0').problems).toMatchObject([
      { code: 'parse/nul', span: { start: { line: 3, column: 2 } } },
    ]);
  });

  it.each([
    ['quotes on one line', '>'.repeat(10_000)],
    ['lists on one line', '- '.repeat(10_000)],
    [
      'lists over many lines',
      Array.from({ length: 60 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
    ],
  ])('refuses deep nesting: %s', (_name, text) => {
    expect(codes(text)).toEqual(['parse/too-deep']);
  });

  it('does not take a deeply indented script for nesting', () => {
    expect(codes(`\`\`\`bash\n${' '.repeat(200)}echo - a\n\`\`\`\n`)).toEqual([]);
  });

  it.each([
    ['brackets', '['.repeat(300_000)],
    ['emphasis', '*a **b _c '.repeat(30_000)],
    ['code spans', Array.from({ length: 400 }, (_, length) => '`'.repeat(length)).join(' ')],
    ['unclosed comments', '<!-- step '.repeat(4000)],
    ['inline comments', 'a <!-- step: {} --> '.repeat(90)],
  ])('ends on %s', (_name, text) => {
    expect(parse(text)).toBeDefined();
  });

  it('takes no byte order mark into the digest of the text that a session keeps', () => {
    const text = '# R\n\n```bash\ntrue\n```\n';
    const marked = parse(`\u{FEFF}${text}`).runbook;
    expect(marked?.sha256).toBe(parse(text).runbook?.sha256);
  });

  it('keeps a bomb of aliases small', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inner =
        level === 0
          ? '[x, x, x, x, x, x, x, x, x]'
          : `[${Array(9)
              .fill(`*l${level - 1}`)
              .join(', ')}]`;
      return `l${level}: &l${level} ${inner}`;
    });
    expect(codes(`---\n${levels.join('\n')}\n---\n`)).toEqual(['parse/yaml-too-large']);
  });

  it('ends on YAML that is nested beyond the stack', () => {
    expect(codes(`---\na: ${'['.repeat(50_000)}\n---\n`).length).toBeGreaterThan(0);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s wherever it is', (key) => {
    expect(codes(`---\nparameters: { v: { ${key}: { polluted: true } } }\n---\n`)).toContain(
      'parse/refused-key',
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
