import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
// In parts, so that this file does not find itself.
const silencing = new RegExp(
  ['(?:ox|es)lint', '-disable|@ts', '-(?:ignore|expect-error|nocheck)|biome', '-ignore'].join(''),
);

async function sourceFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(repository, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$|\.[cm]js$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the checkers are not silenced', () => {
  it.each(['src', 'test', 'scripts', 'bin'])('anywhere in %s', async (folder) => {
    const files = await sourceFiles(folder);
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((_, index) => silencing.test(texts[index] ?? ''))).toEqual([]);
  });
});
