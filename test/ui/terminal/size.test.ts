import { expect, it } from 'vitest';
import { sizeOf } from '../../../src/ui/terminal/size.ts';

it.each([
  [
    { columns: 120, rows: 40 },
    { columns: 120, rows: 40 },
  ],
  [{}, { columns: 80, rows: 24 }],
  [
    { columns: 0, rows: 0 },
    { columns: 80, rows: 24 },
  ],
  [
    { columns: 0, rows: 40 },
    { columns: 80, rows: 40 },
  ],
  [
    { columns: 1, rows: 1 },
    { columns: 1, rows: 1 },
  ],
  [
    { columns: -5, rows: 1.5 },
    { columns: 80, rows: 24 },
  ],
  [
    { columns: 65_535, rows: 65_535 },
    { columns: 1000, rows: 500 },
  ],
])('draws %j for %j', (told, size) => {
  expect(sizeOf(told)).toEqual(size);
});

it('believes what the terminal says now', () => {
  expect(sizeOf({ columns: 80, rows: 24, getWindowSize: () => [100, 30] })).toEqual({
    columns: 100,
    rows: 30,
  });
});

it('takes what was known last of a terminal that is gone', () => {
  expect(sizeOf({ columns: 90, rows: 20, getWindowSize: gone })).toEqual({ columns: 90, rows: 20 });
});

function gone(): [number, number] {
  throw new Error('EBADF');
}
