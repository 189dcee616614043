import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/problem/visible-text.ts';
import { find } from '../../../src/ui/output/scan/find.ts';
import type { Matcher } from '../../../src/ui/output/scan/matcher.ts';
import { queryMatcher } from '../../../src/ui/output/scan/query-matcher.ts';
import { scanForward } from '../../../src/ui/output/scan/scan.ts';
import { matchesOf } from '../../../src/ui/text/highlight.ts';
import { MemorySource } from './memory-source.ts';
import { naiveLines } from './some-output.ts';

const red = '\u001b[31m';
const off = '\u001b[0m';

const words = fc.constantFrom(
  'task',
  'TASK',
  'Tas',
  'ä',
  'Ä',
  '\u212a',
  '漢',
  ' ',
  'k',
  red,
  off,
  '\r',
  '\u0000',
  'x'.repeat(1000),
);
const lines = fc.array(
  fc.array(words, { maxLength: 6 }).map((each) => each.join('')),
  { maxLength: 60 },
);
const queries = fc.constantFrom(
  'task',
  'Task',
  'TASK',
  'tas',
  'k',
  'ä',
  'Ä',
  'äk',
  'k ta',
  '漢',
  'x',
  'none',
);
const endings = fc.constantFrom('', '\n');

function signal(): AbortSignal {
  return new AbortController().signal;
}

function search(
  bytes: Buffer,
  matcher: Matcher,
): (direction: 1 | -1, from: number) => ReturnType<typeof find> {
  const scan = { source: new MemorySource(bytes), matcher, signal: signal(), progress: () => undefined };
  return (direction, from) => find(scan, direction, from);
}

/** The same without a thought for size: every line is looked at. */
function naive(bytes: Buffer, query: string, direction: 1 | -1, from: number): unknown {
  const matching = naiveLines(bytes)
    .filter(({ start, end }) => matchesOf(lineText(bytes.toString('utf8', start, end)), query).length > 0)
    .map(({ start }) => start);
  const near = matching.filter((start) => (direction === 1 ? start >= from : start < from));
  const far = matching.filter((start) => !near.includes(start));
  const pick = (all: readonly number[]): number | undefined => (direction === 1 ? all[0] : all.at(-1));
  const offset = pick(near) ?? pick(far);
  return offset === undefined ? undefined : { offset, wrapped: near.length === 0 };
}

describe('a search', () => {
  it('finds what looking at every line finds, in both directions, from any line', async () => {
    await fc.assert(
      fc.asyncProperty(lines, queries, endings, fc.nat(), async (all, query, ending, place) => {
        const bytes = Buffer.from(all.join('\n') + ending);
        const starts = [0, ...naiveLines(bytes).map(({ start }) => start), bytes.length];
        const from = starts[place % starts.length] ?? 0;
        for (const direction of [1, -1] as const)
          expect(await search(bytes, queryMatcher(query))(direction, from)).toEqual(
            naive(bytes, query, direction, from),
          );
      }),
      { numRuns: 300 },
    );
  });

  it('finds it behind any number of bytes, also where two slices meet', async () => {
    for (const before of [262_140, 262_144, 262_146, 524_286, 1_000_000]) {
      const line = 'y'.repeat(99);
      const filler = Buffer.alloc(before, `${line}\n`);
      const bytes = Buffer.concat([filler, Buffer.from('\nthe needle\n'), filler]);
      const offset = before + 1;
      expect(await search(bytes, queryMatcher('needle'))(1, 0)).toEqual({ offset, wrapped: false });
      expect(await search(bytes, queryMatcher('needle'))(-1, bytes.length)).toEqual({
        offset,
        wrapped: false,
      });
    }
  });

  it('finds it in a line of any length, and between two lines of megabytes', async () => {
    const long = Buffer.alloc(3 * 1024 * 1024, 'x');
    const inside = Buffer.concat([
      Buffer.from('a\n'),
      long,
      Buffer.from('needle'),
      long,
      Buffer.from('\nz\n'),
    ]);
    const found = await search(inside, queryMatcher('needle'))(1, 0);
    expect(found?.offset).toBeGreaterThanOrEqual(2);
    expect(found?.offset).toBeLessThan(2 + long.length + 6);
    const back = await search(inside, queryMatcher('needle'))(-1, inside.length);
    expect(back?.offset).toBeGreaterThanOrEqual(2);
    expect(back?.offset).toBeLessThan(2 + long.length + 6);
    const between = Buffer.concat([long, Buffer.from('\nneedle\n'), long]);
    expect(await search(between, queryMatcher('needle'))(1, 0)).toMatchObject({ offset: long.length + 1 });
    expect(await search(between, queryMatcher('needle'))(-1, between.length)).toMatchObject({
      offset: long.length + 1,
    });
  });

  it('gives where the line begins, of a line that is longer than what is looked at in one go', async () => {
    const line = `${'x'.repeat(150_000)}needle${'x'.repeat(50_000)}`;
    const bytes = Buffer.from(`first\n${line}\nlast\n`);
    expect(await search(bytes, queryMatcher('needle'))(1, 0)).toEqual({ offset: 6, wrapped: false });
    expect(await search(bytes, queryMatcher('needle'))(-1, bytes.length)).toEqual({
      offset: 6,
      wrapped: false,
    });
  });

  it('finds it where two pieces of a long line meet', async () => {
    const needle = 'needle';
    const pieces = [262_144, 2 * 262_144, 3 * 262_144];
    for (const edge of [...pieces, ...pieces.map((each, at) => each - (at + 1) * 8192)]) {
      const bytes = Buffer.alloc(1_000_000, 'x');
      bytes.write(needle, edge - 3);
      for (const [direction, from] of [
        [1, 0],
        [-1, bytes.length],
      ] as const)
        expect(await search(bytes, queryMatcher(needle))(direction, from)).toBeDefined();
      const backwards = Buffer.alloc(1_000_000, 'x');
      backwards.write(needle, backwards.length - edge - 3);
      expect(await search(backwards, queryMatcher(needle))(-1, backwards.length)).toBeDefined();
    }
  });

  it('finds what colours interrupt, and nothing that was overwritten', async () => {
    const bytes = Buffer.from(`${red}err${off}or here\nneedle\rdone\nneedle\r\n`);
    expect(await search(bytes, queryMatcher('error'))(1, 0)).toMatchObject({ offset: 0 });
    const third = bytes.lastIndexOf('needle');
    expect(await search(bytes, queryMatcher('needle'))(1, 0)).toMatchObject({ offset: third });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const source = new MemorySource(Buffer.alloc(2_000_000, 'no\n'));
    const seen: number[] = [];
    const progress = (bytes: number): void => {
      seen.push(bytes);
      stop.abort();
    };
    const scan = { source, matcher: queryMatcher('needle'), signal: stop.signal, progress };
    expect(await scanForward(scan, 0, source.size)).toBeUndefined();
    expect(seen).toHaveLength(1);
  });
});
