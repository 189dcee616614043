import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../../src/session/log/line-splitter.ts';

describe('the line splitter', () => {
  it('gives the same lines however the bytes come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '\n')),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (text, cuts) => {
          const bytes = Buffer.from(text.join(''));
          const splitter = createLineSplitter();
          const lines: string[] = [];
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            lines.push(...splitter.push(bytes.subarray(at, at + cut)).map(String));
            at += cut;
          }
          expect([...lines, splitter.rest().toString()].join('')).toBe(bytes.toString());
          expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
        },
      ),
    );
  });

  it('holds no more than a record, even where no line ever ends', () => {
    const splitter = createLineSplitter();
    for (let index = 0; index < 64; index += 1) splitter.push(Buffer.alloc(65_536, 'x'));
    expect(splitter.rest().length).toBeLessThanOrEqual(65_536);
  });
});
