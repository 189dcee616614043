import { describe, expect, it } from 'vitest';
import { resultTable, type Row } from '../../../scripts/bench/table.ts';

const values = new Map([
  ['ours', [30, 10, 20]],
  ['theirs', [10, 10, 10]],
  ['slow', [5000, 12, 5000]],
]);

/** The cells of the only row. */
function cells(row: Row): readonly string[] {
  const line = resultTable(values, [row]).split('\n')[2] ?? '';
  return line.split('|').map((cell) => cell.trim());
}

describe('the table', () => {
  it('shows the median, the spread, the ratio, and whether the goal is met', () => {
    const goal = { most: 3, of: 'ratio' } as const;
    expect(cells({ subject: 'ours', unit: 'ms', against: 'theirs', goal })).toEqual([
      '',
      'ours, median',
      '20.0 ms',
      '10.0–30.0',
      'theirs',
      '2.00×',
      '3.00× met',
      '',
    ]);
  });

  it('says that a goal is missed', () => {
    const ratio = { most: 1.9, of: 'ratio' } as const;
    const value = { most: 19, of: 'value' } as const;
    expect(cells({ subject: 'ours', unit: 'ms', against: 'theirs', goal: ratio })).toContain('1.90× MISSED');
    expect(cells({ subject: 'ours', unit: 'bytes', goal: value })).toContain('19 MISSED');
  });

  it('misses the goal of what was not measured', () => {
    const goal = { most: 3, of: 'value' } as const;
    expect(cells({ subject: 'nothing', unit: 'ms', goal })).toContain('3 MISSED');
  });

  it('takes the 99th percentile of both where that is asked for', () => {
    const row = cells({ subject: 'ours', statistic: 'p99', unit: 'ms', against: 'theirs' });
    expect(row).toContain('ours, p99');
    expect(row).toContain('30.0 ms');
    expect(row).toContain('3.00×');
  });

  it('says where nobody waited any longer', () => {
    expect(cells({ subject: 'slow', unit: 'ms', waited: 5000 })).toContain('≥ 5000 ms');
    expect(cells({ subject: 'ours', unit: 'ms', waited: 5000 })).toContain('20.0 ms');
  });

  it('is Markdown whose columns stand below each other', () => {
    const lines = resultTable(values, [
      { subject: 'ours', unit: 'ms' },
      { subject: 'slow', unit: 'ms' },
    ]).split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[1]).toMatch(/^\| -+ \|/);
  });
});
