import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the table of attacks in docs/log.md', () => {
  it('names tests that are there, each under its number', () => {
    const rows = [...read('docs/log.md').matchAll(/^\| (\d\d) \| (.+) \| `(test\/[^`]+)` \|$/gm)];
    expect(rows.length).toBeGreaterThan(50);
    for (const [, number = '', what = '', path = ''] of rows) {
      const source = read(path);
      const expected = path.startsWith('test/e2e/audit/') ? `it('${number} ${what}'` : 'it';
      expect(source, number).toContain(expected);
    }
  });
});
