/** What a screen is known by. */
type Look = (rows: readonly string[]) => boolean;

/** The line that a feed prints first, and the one that it prints last. */
export const firstLine = 'the very first line';
export const lastLine = 'the very last line';

/** Rows at the top that change with the time, or with what comes. */
const headRows = 2;

export function shows(text: string): Look {
  return (rows) => rows.some((row) => row.includes(text));
}

export function showsNot(text: string): Look {
  return (rows) => !shows(text)(rows);
}

/** Below its head the screen shows something else than these rows. */
export function differsFrom(before: readonly string[]): Look {
  return (rows) => rows.some((row, at) => at >= headRows && row !== before[at]);
}

/** The time at the top is another than in these rows. */
export function ticksAfter(before: readonly string[]): Look {
  return (rows) => clockOf(rows) !== undefined && clockOf(rows) !== clockOf(before);
}

function clockOf(rows: readonly string[]): string | undefined {
  return /[\dhms ]*\ds since the start/.exec(rows.slice(0, headRows).join('\n'))?.[0];
}
