import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesText, cutRow, wrappedRow, wrappedRows } from '../../../src/ui/output/rows/lay-out.ts';
import { readLine, type ShownLine, shownBytes } from '../../../src/ui/output/rows/shown-line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { textWidth } from '../../../src/ui/text/cells.ts';
import type { Line } from '../../../src/ui/text/line.ts';

function shown(bytes: Buffer | string, colour = true): ShownLine {
  const all = Buffer.from(bytes);
  const head = all.subarray(0, shownBytes);
  return readLine({ start: 0, end: all.length, head, tail: all.subarray(-shownBytes), colour });
}

function textOf(row: Line): string {
  return row.map(({ text }) => text).join('');
}

const escape = '\u001b';
const sgr = new RegExp(String.raw`${escape}\[[0-9;:]*m`, 'g');
const hiding = new RegExp(String.raw`${escape}\[(?:[0-9;]*;)?8m`);
const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(
      fc.constantFrom(
        `${escape}[31m`,
        `${escape}[0m`,
        `${escape}[8m`,
        `${escape}[38;5;1m`,
        `${escape}[2J`,
        `${escape}]0;title\u0007`,
        `${escape}]8;;http://x\u0007`,
        '\t',
        '漢',
        '👩‍👩‍👧',
        'e\u0301\u0301',
        '\u202e',
        '\u0000',
        'plain text',
        '\r',
      ),
      { maxLength: 60 },
    )
    .map((parts) => Buffer.from(parts.join(''))),
);

function matches(row: Line): readonly string[] {
  return row.filter(({ tone }) => tone === 'match').map(({ text }) => text);
}

describe('a line of output', () => {
  it('never takes more columns than there are, whatever its bytes are, and sets no style that hides', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 120 }), fc.nat(200), (bytes, columns, left) => {
        const line = shown(bytes);
        const rows = Array.from({ length: wrappedRows(line, columns) }, (_, row) =>
          wrappedRow(line, columns, row),
        );
        for (const row of [...rows, cutRow(line, { columns, left })]) {
          expect(textWidth(plainText(row))).toBeLessThanOrEqual(columns);
          expect(textOf(row).replaceAll(sgr, '')).not.toMatch(/[\p{Cc}\u202e]/u);
          expect(textOf(row)).not.toMatch(hiding);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is whole when its rows are put together again', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 40 }), (bytes, columns) => {
        const line = shown(bytes);
        const rows = Array.from({ length: wrappedRows(line, columns) }, (_, row) =>
          wrappedRow(line, columns, row),
        );
        expect(rows.map(plainText).join('')).toBe(line.plain);
      }),
    );
  });

  it('keeps its colours on every row, and ends them there', () => {
    const line = shown(`${escape}[1;31mabcdef${escape}[0mgh`);
    expect(textOf(wrappedRow(line, 4, 0))).toBe(`${escape}[1;31mabcd${escape}[0m`);
    expect(textOf(wrappedRow(line, 4, 1))).toBe(`${escape}[1;31mef${escape}[0mgh`);
    expect(textOf(wrappedRow(shown(`${escape}[31mab`, false), 4, 0))).toBe('ab');
  });

  it('shows matches of a search, also where a row ends in them', () => {
    const line = shown(`one ${escape}[31mtw${escape}[0mo three`);
    expect(matches(cutRow(line, { columns: 40, left: 0, query: 'TWO' }))).toEqual([]);
    expect(matches(cutRow(line, { columns: 40, left: 0, query: 'two' }))).toEqual(['two']);
    expect(matches(wrappedRow(line, 5, 0, 'two'))).toEqual(['t']);
    expect(matches(wrappedRow(line, 5, 1, 'two'))).toEqual(['wo']);
  });

  it('says where more of it is than the screen is wide', () => {
    const line = shown('abcdefghij');
    expect(plainText(cutRow(line, { columns: 5, left: 0 }))).toBe('abcd▸');
    expect(plainText(cutRow(line, { columns: 5, left: 5 }))).toBe('fghij');
    expect(plainText(cutRow(line, { columns: 10, left: 0 }))).toBe('abcdefghij');
    expect(plainText(cutRow(line, { columns: 5, left: 50 }))).toBe('');
    expect(plainText(cutRow(shown('漢漢漢'), { columns: 4, left: 0 }))).toBe('漢 ▸');
  });

  it('of any length is cut, and its length is said', () => {
    const line = shown('x'.repeat(40_000));
    expect(line.plain).toHaveLength(shownBytes);
    expect(plainText(cutRow(line, { columns: 20, left: 0 }))).toBe('xxxxxxxxxx▸ 40.0 kB'.padStart(20, 'x'));
    const last = wrappedRows(line, 80) - 1;
    expect(plainText(wrappedRow(line, 80, last))).toBe('▸ cut here: the line has 40.0 kB');
    const endless = readLine({
      start: 0,
      end: undefined,
      head: Buffer.from('x'),
      tail: Buffer.from('x'),
      colour: true,
    });
    expect(plainText(wrappedRow(endless, 80, 1))).toBe('▸ cut here: the line has more than 1 MB');
  });

  it('is cut behind a whole character and a whole colour', () => {
    const characters = shown('漢'.repeat(6000));
    expect(characters.plain).toBe('漢'.repeat(Math.floor(shownBytes / 3)));
    const colours = shown(`${'x'.repeat(shownBytes - 3)}${escape}[31m${'y'.repeat(10)}`);
    expect(colours.plain).toBe('x'.repeat(shownBytes - 3));
  });

  it('shows where a progress bar stands, however long it was drawn', () => {
    const bar = Array.from({ length: 20_000 }, (_, percent) => `\r${percent} of 19999`).join('');
    expect(shown(bar)).toMatchObject({ plain: '19999 of 19999', cut: false });
  });

  it('of any encoding is shown as what it is', () => {
    expect(shown(Buffer.from('hi\u0000', 'utf16le')).plain).toBe(String.raw`h\x00i\x00\x00\x00`);
    expect(shown(Buffer.from([0xff, 0xfe, 0x41])).plain).toBe('\ufffd\ufffdA');
    expect(shown('a\tb').plain).toBe('a       b');
    expect(shown(`漢${escape}[31m\tb`).plain).toBe('漢      b');
  });
});

describe('a number of bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1.0 MB'],
    [1_073_741_824, '1.1 GB'],
  ])('%d is %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});
