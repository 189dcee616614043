import { expect } from 'vitest';
import type { DrawnDialog } from '../../../src/ui/form/form-lines.ts';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';

/** The sizes that every golden is made for. */
export const goldenSizes: readonly Size[] = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
];

/** A screen as text, with the place of the cursor told below it. */
export function asText({ lines, cursor }: DrawnDialog): string {
  const place = cursor === undefined ? [] : [`cursor: row ${cursor.row}, column ${cursor.column}`];
  return [...lines.map((each) => plainText(each).trimEnd()), ...place, ''].join('\n');
}

/** Nothing may be higher or wider than the window, or break a row. */
export function expectFits({ lines, cursor }: DrawnDialog, { columns, rows }: Size): void {
  expect(lines.length).toBeLessThanOrEqual(rows);
  for (const each of lines) {
    expect(lineWidth(each)).toBeLessThanOrEqual(columns);
    expect(plainText(each)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  }
  if (cursor === undefined) return;
  expect(cursor.row).toBeLessThan(lines.length);
  expect(cursor.column).toBeLessThan(columns);
}
