import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { castFile, pictureFiles } from '../../scripts/pictures/files.ts';
import { tourCaptions } from '../../scripts/pictures/scenes.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'docs/pictures');
const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))].filter(
  (name) => name.endsWith('.md'),
);

/** The files in docs/pictures that a document shows or links to. */
function namedIn(document: string): readonly string[] {
  const text = readFileSync(join(root, document), 'utf8');
  return Array.from(text.matchAll(/\]\(([^)\s]*pictures\/[^)\s]+)\)/g), ([, path = '']) =>
    resolve(root, dirname(document), path),
  );
}

describe('pictures of the documents', () => {
  it('are those that npm run pictures makes, and no others', () => {
    expect(readdirSync(folder).toSorted()).toEqual(pictureFiles());
  });

  it('are all shown in a document, and every one that is shown is there', () => {
    const named = new Set(documents.flatMap(namedIn));
    expect([...named].toSorted()).toEqual(pictureFiles().map((name) => join(folder, name)));
  });

  it.each(pictureFiles().filter((name) => name.endsWith('.svg')))('%s needs nothing but itself', (name) => {
    const picture = readFileSync(join(folder, name), 'utf8');
    expect(picture).toMatch(/<title id="t">[^<]+<\/title>\n<desc id="d">[^<]+<\/desc>/);
    expect(picture).not.toMatch(/<script|<image|<foreignObject|href|@import|url\(|on\w+=/);
    expect(picture.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/(?:src|xmlns:\w+)=/);
  });

  it('are small', () => {
    const sizes = pictureFiles().map((name) => readFileSync(join(folder, name)).length);
    expect(Math.max(...sizes)).toBeLessThan(300_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(600_000);
  });

  it('have every frame of the tour in the recording', () => {
    const [header = '', ...events] = readFileSync(join(folder, castFile), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(header)).toMatchObject({ version: 2, width: 100, height: 28 });
    const shown = events.filter((line) => line.includes(',"m",'));
    expect(shown.map((line): unknown => JSON.parse(line))).toEqual(
      Object.values(tourCaptions).map((caption, at) => [at * 3.5, 'm', caption]),
    );
  });
});
