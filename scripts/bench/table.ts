import type { Values } from './measure.ts';
import { median, quantile } from './statistics.ts';

export type Unit = 'ms' | 'bytes' | 'MB' | 'MB/s';

/** One line of the result: what was measured under a name, and what it is measured by. */
export interface Row {
  readonly subject: string;
  /** Absent: the median. */
  readonly statistic?: 'median' | 'p99';
  readonly unit: Unit;
  readonly against?: string;
  /** The most that the ratio, or the value itself, should be; absent: no goal. */
  readonly goal?: { readonly most: number; readonly of: 'ratio' | 'value' };
  /** A value of this or more says only that it was at least so much: nobody waited longer. */
  readonly waited?: number;
}

/** The result as a Markdown table: the values with their spread, the ratio to another's, and the goal. */
export function resultTable(values: Values, rows: readonly Row[]): string {
  const head = ['what', 'value', 'least–most', 'against', 'ratio', 'goal'];
  return markdown(
    head,
    rows.map((row) => cellsOf(values, row)),
  );
}

function cellsOf(values: Values, row: Row): readonly string[] {
  const { subject, statistic = 'median', unit, against, goal, waited } = row;
  const own = values.get(subject) ?? [];
  const of = statistic === 'median' ? median : (all: readonly number[]): number => quantile(all, 0.99);
  const value = of(own);
  const ratio = against === undefined ? undefined : value / of(values.get(against) ?? []);
  return [
    `${subject}, ${statistic}`,
    `${waited !== undefined && value >= waited ? '≥ ' : ''}${figure(value)} ${unit}`,
    `${figure(Math.min(...own))}–${figure(Math.max(...own))}`,
    against ?? '',
    ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
    verdict(goal, value, ratio),
  ];
}

function verdict(goal: Row['goal'], value: number, ratio: number | undefined): string {
  if (goal === undefined) return '';
  const met = (goal.of === 'ratio' ? (ratio ?? Number.NaN) : value) <= goal.most;
  const most = goal.of === 'ratio' ? `${goal.most.toFixed(2)}×` : `${goal.most}`;
  return `${most} ${met ? 'met' : 'MISSED'}`;
}

function figure(value: number): string {
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
