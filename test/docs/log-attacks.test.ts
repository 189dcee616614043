import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the table of attacks in docs/log.md', () => {
  it('names tests that are there, each under its number, and leaves no attack out', () => {
    const rows = [...read('docs/log.md').matchAll(/^\| (\d\d) \| (.+) \| `(test\/[^`]+)` \|$/gm)];
    const all = Array.from({ length: 57 }, (_, index) => String(index + 1).padStart(2, '0'));
    expect([...new Set(rows.map(([, number]) => number))]).toEqual(all);
    for (const [, number = '', what = '', path = ''] of rows) {
      const source = read(path);
      const expected = path.startsWith('test/e2e/audit/') ? `it('${number} ${what}'` : 'it';
      expect(source, number).toContain(expected);
    }
  });
});
