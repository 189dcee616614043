import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/problem/problem.ts';
import { sourceText } from '../../../src/runbook/source-text.ts';
import { readFully } from '../../../src/runbook/yaml/full-yaml.ts';
import { readPlainYaml } from '../../../src/runbook/yaml/plain-yaml.ts';
import type { YamlPath, YamlReading } from '../../../src/runbook/yaml/yaml-mapping.ts';

function fully(text: string, scalars: 'typed' | 'text'): YamlReading {
  const source = sourceText('a.yaml', text);
  return readFully({ source, text, offset: 0, scalars }, source.span(0, text.length));
}

function pathsIn(value: unknown, path: YamlPath = []): readonly YamlPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsIn(Reflect.get(value, key), [...path, key]))];
}

/** What the quick reader takes, the full one takes too, with the same values at the same places. */
function expectAgreement(text: string, scalars: 'typed' | 'text'): void {
  const plain = readPlainYaml(text, scalars);
  if (plain === undefined) return;
  const { mapping, diagnostics } = fully(text, scalars);
  expect(diagnostics).toEqual([]);
  expect(plain.value).toEqual(mapping?.value);
  for (const path of pathsIn(plain.value).slice(1)) {
    const key = mapping?.keySpan(path);
    const value = mapping?.valueSpan(path);
    // What the quick reader does not know, the full one is asked for.
    expect(plain.keyPlace(path) ?? placeOf(key)).toEqual(placeOf(key));
    expect(plain.valuePlace(path) ?? placeOf(value)).toEqual(placeOf(value));
  }
}

function placeOf(span: Span | undefined): unknown {
  return span && { start: span.start.offset, end: span.end.offset };
}

const pieces = [
  [
    'a: ',
    'b: ',
    'c-d: ',
    '"e": ',
    '? ',
    '1: ',
    'null: ',
    '__proto__: ',
    ': ',
    '- ',
    '- - ',
    '{ ',
    ' }',
    '[',
    ']',
    ', ',
  ],
  [
    'x',
    'two words',
    '007',
    '1.10',
    '-0',
    '0x1f',
    '0o7',
    '1e3',
    '.inf',
    'true',
    'No',
    '~',
    'null',
    "'q''t'",
    '"d\\n\\x41"',
  ],
  [
    '|\n',
    '>-\n',
    '|2\n',
    '# note\n',
    ' # note\n',
    '&n ',
    '*n',
    '!!str ',
    '%YAML 1.2\n',
    '---\n',
    '...\n',
    '@',
    '`',
    '"',
    "'",
  ],
  ['\n', '\n', '\n', '\n\n', '\r\n', '  ', '  ', '    ', ' ', '\t', '<<: ', '\u{FEFF}', '\u2028', '😀'],
].flat();
const yaml = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((all) => all.join(''));

const scalar = fc.oneof(
  fc.constantFrom('x', 'a b', '1.10', 'true', '""', "'it''s'", '"a\\tb"', '~', 'http://a:1/b#c'),
);
const inline: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(tie('node'), { maxLength: 3 })
      .map((items) => `{ ${items.map((item, at) => `k${at}: ${item}`).join(', ')} }`),
  ),
})).node;
const block = fc
  .array(fc.tuple(fc.constantFrom('', '  ', '  - ', '- '), inline), { maxLength: 6 })
  .map((lines) => lines.map(([before, value], at) => `${before}key${at}: ${value}`).join('\n'));

describe('the quick reader of YAML', () => {
  it.each(['typed', 'text'] as const)('agrees with the full one on anything: %s', (scalars) => {
    fc.assert(
      fc.property(fc.oneof(yaml, block), (text) => expectAgreement(text, scalars)),
      { numRuns: 2000 },
    );
  });

  it('agrees with it on the inventory, and takes all of it', () => {
    const text = readFileSync(new URL('../../../runbooks/platform.yaml', import.meta.url), 'utf8');
    expect(readPlainYaml(text, 'text')).toBeDefined();
    expectAgreement(text, 'text');
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x'],
    ['a tag', 'a: !!str 1'],
    ['a directive', '%YAML 1.2\n---\na: 1'],
    ['a further document', 'a: 1\n---\nb: 1'],
    ['a doubled key', 'a: 1\na: 2'],
    ['a refused key', 'a: { __proto__: 1 }'],
    ['a key that is no text', '{ a: 1 }: 2'],
    ['a rare figure', 'a: 0x1f'],
    ['no mapping', '- a'],
    ['what is not valid', 'a: [1'],
  ])('leaves %s to it', (_name, text) => {
    expect(readPlainYaml(text, 'typed')).toBeUndefined();
  });
});
