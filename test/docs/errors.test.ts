import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../src/problem/codes.ts';
import { expectGolden } from '../fixtures/golden.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the table of error codes', () => {
  it('is what docs/errors.md says', () => {
    expectGolden(new URL('../../docs/errors.md', import.meta.url), page());
  });

  it('holds no code that nothing gives', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && name !== join('problem', 'codes.ts'))
      .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
      .join('\n');
    const unused = Object.keys(problemCodes).filter((code) => !sources.includes(`'${code}'`));
    expect(unused).toEqual([]);
  });

  it('says of each code in one sentence what it means', () => {
    for (const [code, meaning] of Object.entries(problemCodes)) {
      expect(meaning, code).toMatch(/^\S.*\.$/);
      expect(code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
    }
  });
});

function page(): string {
  const rows = Object.entries(problemCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return [
    '# Error codes',
    '',
    'Every problem carries one of these codes, beside its place, its message and a hint. A code is never used',
    'again for something else. Exit codes are in the [README](../README.md#exit-codes).',
    '',
    '| code | meaning |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
