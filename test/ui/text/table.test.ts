import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';
import { durationText } from '../../../src/ui/text/table/duration.ts';
import { gauge, sparkline } from '../../../src/ui/text/table/figures.ts';
import { tableLines } from '../../../src/ui/text/table/table-lines.ts';
import type { ProgressRow } from '../../../src/steps/context.ts';
import { anyText } from './arbitrary-line.ts';

const columns = ['ready', 'revision', 'state', 'age'];
const good: ProgressRow = { name: 'api-gateway', state: 'good', cells: ['3/3', '41', 'complete', '12s'] };
const working: ProgressRow = {
  name: 'worker',
  state: 'working',
  cells: ['1/3', '7', '2 pods are starting', '4s'],
};
const bad: ProgressRow = { name: 'billing', state: 'bad', cells: ['0/2', '12', 'ImagePullBackOff', '1m'] };
const waiting: ProgressRow = { name: 'mailer', state: 'waiting', cells: ['0/1', '-', 'not seen yet', '-'] };

function shown(rows: readonly ProgressRow[], width: number, maxRows: number): readonly string[] {
  return tableLines({ columns, rows }, width, maxRows).map((row) => plainText(row).trimEnd());
}

describe('tableLines', () => {
  it('sets names, states and cells below one another', () => {
    expect(shown([good, working, bad, waiting], 80, 10)).toEqual([
      '                        ready  revision  state                age',
      'api-gateway  ✓ good     3/3    41        complete             12s',
      'worker       ▸ working  1/3    7         2 pods are starting  4s',
      'billing      ✗ bad      0/2    12        ImagePullBackOff     1m',
      'mailer       · waiting  0/1    -         not seen yet         -',
    ]);
  });

  it('leaves out cells from the right where it is narrow', () => {
    expect(shown([good, bad], 40, 10)).toEqual([
      '                     ready  revision',
      'api-gateway  ✓ good  3/3    41',
      'billing      ✗ bad   0/2    12',
    ]);
    expect(shown([good, bad], 20, 10)).toEqual(['api-gateway  ✓ good', 'billing      ✗ bad']);
    expect(shown([good, bad], 14, 10)).toEqual(['api-g…  ✓ good', 'billi…  ✗ bad']);
  });

  it('cuts the last cell where a few words of it stand', () => {
    const failing = { ...bad, cells: ['0/2', '12', 'ImagePullBackOff: there is no such tag'] };
    expect(shown([failing], 50, 10)).toEqual([
      '                ready  revision  state',
      'billing  ✗ bad  0/2    12        ImagePullBackOff…',
    ]);
    expect(shown([failing], 44, 10).at(-1)).toBe('billing  ✗ bad  0/2    12');
  });

  it('shows bad rows first, then working ones, and says what is not shown', () => {
    const many = Array.from({ length: 13 }, (_, at) => ({ ...good, name: `service-${String(at)}` }));
    const rows = [...many, waiting, working, bad];
    expect(shown(rows, 30, 5)).toEqual([
      '                       ready',
      'billing     ✗ bad      0/2',
      'worker      ▸ working  1/3',
      'mailer      · waiting  0/1',
      '… 13 more, all good',
    ]);
    expect(shown(rows, 60, 4).at(-1)).toBe('… 14 more, 1 waiting, 13 good');
    expect(shown(rows, 30, 16)).toHaveLength(16);
    expect(shown(rows, 30, 17).at(-1)).toMatch(/^billing/);
  });

  it('says in the colour of trouble that bad rows are not shown', () => {
    expect(tableLines({ rows: [bad, bad, bad] }, 60, 2).at(-1)).toEqual([
      { text: '… 2 more, all bad', tone: 'bad' },
    ]);
  });

  it('gives nothing where there are no rows or no room', () => {
    expect(tableLines({}, 80, 10)).toEqual([]);
    expect(shown([good], 80, 0)).toEqual([]);
    expect(shown([good], 0, 10)).toEqual([]);
  });

  it('makes hidden characters visible', () => {
    expect(shown([{ ...good, name: 'a\u001b[2J', cells: ['\u202ex'] }], 80, 3).join()).toContain('a\\x1b[2J');
  });

  it('never takes more room than there is', () => {
    const row = fc.record({
      name: anyText,
      state: fc.constantFrom('waiting', 'working', 'good', 'bad'),
      cells: fc.array(anyText, { maxLength: 5 }),
    });
    const sizes = fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.array(anyText, { maxLength: 5 }),
        sizes,
        (rows, titles, [width, most]) => {
          const lines = tableLines({ columns: titles, rows }, width, most);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const each of lines) expect(lineWidth(each)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('sparkline', () => {
  it.each([
    ['from the lowest to the highest', [0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▅▆▇█'],
    ['the latest, where there are more', [9, 9, 0, 7], 2, '▁█'],
    ['a gap where there is no value', [0, undefined, Number.NaN, 1], 9, '▁  █'],
    ['equal values at half height', [5, 5, 5], 3, '▄▄▄'],
    ['negative values', [-10, 0], 2, '▁█'],
    ['nothing in no room', [1, 2], 0, ''],
    ['nothing of nothing', [], 5, ''],
  ] as const)('draws %s', (_, values, width, expected) => {
    expect(sparkline(values, width)).toBe(expected);
  });
});

describe('gauge', () => {
  it.each([
    [0, 16, '░░░░░░░░'],
    [1, 1000, '█░░░░░░░'],
    [8, 16, '████░░░░'],
    [999, 1000, '███████░'],
    [16, 16, '████████'],
    [20, 16, '████████'],
    [0, 0, '░░░░░░░░'],
  ])('shows %i of %i', (done, of, expected) => {
    expect(gauge(done, of, 8)).toBe(expected);
  });
});

describe('durationText', () => {
  it.each([
    [-5, '0s'],
    [999, '0s'],
    [12_345, '12s'],
    [64_000, '1m 04s'],
    [3_600_000, '1h 00m'],
    [90_061_000, '1d 01h'],
  ])('writes %i milliseconds as %s', (milliseconds, expected) => {
    expect(durationText(milliseconds)).toBe(expected);
  });
});
