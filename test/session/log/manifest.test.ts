import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/session/log/digest.ts';
import { formatManifest, parseManifest } from '../../../src/session/log/manifest.ts';

describe('a manifest', () => {
  it('is in the form of sha256sum, with its escapes', () => {
    const digest = sha256('');
    expect(formatManifest([{ path: 'steps/a/1/x', sha256: digest }])).toBe(`${digest}  steps/a/1/x\n`);
    expect(formatManifest([{ path: 'a\nb\\', sha256: digest }])).toBe(`\\${digest}  a\\nb\\\\\n`);
  });

  it('gives back any file names', () => {
    const entry = fc.record({
      path: fc.string({ minLength: 1 }),
      sha256: fc.string().map((text) => sha256(text)),
    });
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect(parseManifest(formatManifest(entries))).toEqual(entries);
      }),
    );
  });

  it('is refused when a line is of another form', () => {
    expect(parseManifest(`${sha256('')} *x\n`)).toBeUndefined();
    expect(parseManifest(`${sha256('')}  x`)).toBeUndefined();
  });
});
