import type { Times } from './measure.ts';
import { median } from './measure.ts';

/** One line of the result: a subject against what it is measured by. */
export interface Row {
  readonly subject: string;
  readonly against: string;
  /** The most that the ratio should be; undefined: no goal. */
  readonly goal?: number;
}

/** The result as a Markdown table: medians in milliseconds, the spread, the ratio, and the goal. */
export function resultTable(times: Times, rows: readonly Row[]): string {
  const cells = rows.map(({ subject, against, goal }) => {
    const own = times.get(subject) ?? [];
    const ratio = median(own) / median(times.get(against) ?? []);
    const verdict = goal === undefined ? '' : `${goal.toFixed(2)}× ${ratio <= goal ? 'met' : 'MISSED'}`;
    return [subject, milliseconds(median(own)), spread(own), against, `${ratio.toFixed(2)}×`, verdict];
  });
  return markdown(['what', 'median ms', 'least–most', 'against', 'ratio', 'goal'], cells);
}

function spread(values: readonly number[]): string {
  return `${milliseconds(Math.min(...values))}–${milliseconds(Math.max(...values))}`;
}

function milliseconds(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
