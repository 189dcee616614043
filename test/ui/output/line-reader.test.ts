import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../src/ui/output/lines/line-index.ts';
import { LineReader } from '../../../src/ui/output/lines/line-reader.ts';
import { MemorySource } from './memory-source.ts';
import { naiveLines, someOutput } from './some-output.ts';

function open(bytes: Buffer): { source: MemorySource; index: LineIndex; reader: LineReader } {
  const source = new MemorySource(bytes);
  const index = new LineIndex(source, () => undefined);
  return { source, index, reader: new LineReader(source, index, true) };
}

async function forwards(reader: LineReader): Promise<{ start: number; end: number | undefined }[]> {
  const found = [];
  for (let at: number | undefined = reader.size > 0 ? 0 : undefined; at !== undefined; ) {
    const line = await reader.lineFrom(at);
    found.push({ start: line.start, end: line.end });
    at = reader.startAfter(line);
  }
  return found;
}

async function backwards(reader: LineReader): Promise<number[]> {
  const found = [];
  for (let at = await reader.startBefore(reader.size); at !== undefined; at = await reader.startBefore(at))
    found.push(at);
  return found.toReversed();
}

describe('the lines of an output', () => {
  it('are where a split at every line feed has them, read from either end, counted or not', async () => {
    await fc.assert(
      fc.asyncProperty(someOutput, fc.boolean(), async (bytes, counted) => {
        const { index, reader } = open(bytes);
        if (counted) await index.run();
        const lines = naiveLines(bytes);
        expect(await forwards(reader)).toEqual(lines);
        expect(await backwards(reader)).toEqual(lines.map(({ start }) => start));
      }),
      { numRuns: 40 },
    );
  });

  it('are counted right however the output grows', async () => {
    await fc.assert(
      fc.asyncProperty(someOutput, fc.array(fc.integer({ min: 1, max: 400_000 })), async (bytes, cuts) => {
        const { source, index, reader } = open(Buffer.alloc(0));
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          source.append(bytes.subarray(at, at + cut));
          at += cut;
          await index.run();
        }
        const lines = naiveLines(bytes);
        expect(index.lines).toEqual({ count: lines.length, exact: true });
        for (const [number, { start }] of lines.entries())
          expect(await reader.lineNumber(start)).toBe(number + 1);
      }),
      { numRuns: 40 },
    );
  });

  it('are not known to be all while the count goes on', async () => {
    const { source, index, reader } = open(Buffer.from('one\ntwo\n'));
    expect(index.lines).toEqual({ count: 0, exact: false });
    expect(await reader.lineNumber(4)).toBeUndefined();
    await index.run();
    expect(index.lines).toEqual({ count: 2, exact: true });
    source.append('three');
    expect(index.lines).toEqual({ count: 2, exact: false });
  });

  it('are found beyond a line of megabytes once it is counted, and in pieces before', async () => {
    const long = 3 * 1024 * 1024;
    const { index, reader } = open(
      Buffer.concat([Buffer.from('a\n'), Buffer.alloc(long, 'x'), Buffer.from('\nz\n')]),
    );
    const unknown = await reader.lineFrom(2);
    expect(unknown).toMatchObject({ end: undefined, cut: true });
    expect(reader.startAfter(unknown)).toBeUndefined();
    const piece = await reader.startBefore(2 + long + 1);
    expect(piece).toBe(2 + long - 16 * 1024);
    await index.run();
    const known = await reader.lineFrom(2);
    expect(known).toMatchObject({ end: 2 + long, cut: true });
    expect(reader.startAfter(known)).toBe(2 + long + 1);
    expect(await reader.startBefore(2 + long + 1)).toBe(2);
  });

  it('grow while they are looked at', async () => {
    const { source, reader } = open(Buffer.from('one'));
    expect(await reader.lineFrom(0)).toMatchObject({ plain: 'one', end: 3 });
    source.append(' more\ntwo');
    expect(await reader.lineFrom(0)).toMatchObject({ plain: 'one more', end: 8 });
    expect(await reader.lineFrom(9)).toMatchObject({ plain: 'two' });
  });

  it('can’t be read from a file that has become shorter', async () => {
    const { source, reader } = open(Buffer.from('one\n'));
    source.read = () => Promise.resolve(Buffer.alloc(0));
    await expect(reader.lineFrom(0)).rejects.toThrow('the file ends at byte 0');
  });
});
