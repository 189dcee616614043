import type { PlatformState } from '../../scenario/model.ts';
import type { Cell } from './messages.ts';

/** Of a hundred connections three are reserved. */
const most = 100;
const reserved = 3;

/** What the statistics say at this moment. Undefined: it is no statement that the simulated server knows. */
export function statisticsFor(
  statement: string,
  database: PlatformState['database'],
): Readonly<Record<string, Cell>> | undefined {
  const isExhausted = database === 'pool-exhausted';
  if (/\bfrom pg_stat_activity\b/.test(statement)) {
    // The one that asks has got the last of them.
    return { used: isExhausted ? most - reserved : 34, hidden: 0, most, reserved };
  }
  if (/\bfrom pg_stat_database\b/.test(statement)) {
    const [hit, read] = [48_211_337, 391_204];
    return { hit, read, percent: (100 * hit) / (hit + read), since: '2026-01-05T06:00:00Z' };
  }
  if (/\bfrom pg_stat_statements\b/.test(statement)) {
    return { calls: 1_930_442, mean: isExhausted ? 2412.6 : 11.8 };
  }
  return undefined;
}
