import type { Size } from './full-screen.ts';

/** What a terminal without a size counts as. */
const usual: Size = { columns: 80, rows: 24 };

/** More than any screen has: a size that is a lie must not cost a second a frame. */
const largest: Size = { columns: 1000, rows: 500 };

interface Sized {
  readonly columns?: number;
  readonly rows?: number;
  getWindowSize?(): [number, number];
}

/** The size to draw for: as the terminal says now, where it says something sensible. */
export function sizeOf(stdout: Sized): Size {
  const [columns, rows] = asked(stdout);
  return {
    columns: sensible(columns, usual.columns, largest.columns),
    rows: sensible(rows, usual.rows, largest.rows),
  };
}

function asked(stdout: Sized): readonly [number | undefined, number | undefined] {
  try {
    return stdout.getWindowSize?.() ?? [stdout.columns, stdout.rows];
  } catch {
    // The terminal has gone; what reads or writes next finds that out.
    return [stdout.columns, stdout.rows];
  }
}

function sensible(value: number | undefined, fallback: number, limit: number): number {
  if (value === undefined || !Number.isInteger(value) || value < 1) return fallback;
  return Math.min(value, limit);
}

export function isSameSize(one: Size, other: Size): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}
