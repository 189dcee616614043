import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../src/ui/output/lines/line-index.ts';
import { LineReader } from '../../../src/ui/output/lines/line-reader.ts';
import {
  endAnchor,
  isBefore,
  loadPage,
  moveDown,
  moveUp,
  top,
} from '../../../src/ui/output/lines/viewport.ts';
import { wrappedRows } from '../../../src/ui/output/rows/lay-out.ts';
import { MemorySource } from './memory-source.ts';
import { someOutput } from './some-output.ts';

const rooms = fc.record({
  columns: fc.integer({ min: 2, max: 200 }),
  rows: fc.integer({ min: 1, max: 60 }),
  wrap: fc.boolean(),
});

function open(bytes: Buffer | string): LineReader {
  const source = new MemorySource(bytes);
  return new LineReader(source, new LineIndex(source, () => undefined), true);
}

describe('scrolling', () => {
  it('down and up again by as much leads back to where it began', async () => {
    await fc.assert(
      fc.asyncProperty(someOutput, rooms, fc.nat(300), fc.nat(300), async (bytes, room, begin, rows) => {
        const reader = open(bytes);
        const end = await endAnchor(reader, room);
        const from = await moveDown(reader, top, begin, room);
        const down = await moveDown(reader, from, rows, room);
        expect(isBefore(end, down)).toBe(false);
        fc.pre(isBefore(down, end));
        expect(await moveUp(reader, down, rows, room)).toEqual(from);
      }),
      { numRuns: 40 },
    );
  });

  it('fills the screen at the end, and never goes beyond', async () => {
    await fc.assert(
      fc.asyncProperty(someOutput, rooms, async (bytes, room) => {
        const reader = open(bytes);
        const end = await endAnchor(reader, room);
        expect(await moveDown(reader, top, 100_000, room)).toEqual(end);
        const page = await loadPage(reader, end, room);
        const rows = page.lines.map((line) => (room.wrap ? wrappedRows(line, room.columns) : 1));
        const shown = rows.reduce((sum, each) => sum + each, 0) - end.row;
        const isAll = end.offset === 0 && end.row === 0;
        expect(isAll ? shown <= room.rows : shown === room.rows).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('goes through the rows of a line that is longer than the screen', async () => {
    const reader = open(`${'abcdefghij'.repeat(5)}\nlast\n`);
    const room = { columns: 10, rows: 3, wrap: true };
    expect(await endAnchor(reader, room)).toEqual({ offset: 0, row: 3 });
    expect(await moveUp(reader, { offset: 51, row: 0 }, 1, room)).toEqual({ offset: 0, row: 4 });
    expect(await moveDown(reader, top, 2, room)).toEqual({ offset: 0, row: 2 });
  });

  it('keeps to what the line has where the screen became wider', async () => {
    const reader = open(`${'x'.repeat(100)}\nlast\n`);
    const page = await loadPage(reader, { offset: 0, row: 9 }, { columns: 50, rows: 5, wrap: true });
    expect(page.anchor).toEqual({ offset: 0, row: 1 });
  });
});
