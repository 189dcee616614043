import type { Evidence } from '../../outcome.ts';
import { type Bound, expectedText, figureText, isWithin } from '../prom/bounds.ts';
import type { Disk, QueryCount } from './read-answer.ts';

type Row = Omit<Evidence, 'check' | 'where'>;

/** What object storage says of its size: as good as endless (the largest whole number of 64 bits). */
const endless = 2 ** 62;

export function judgeDisk({ name, path, free, total }: Disk, below: number): Row {
  const what = `disk ${name}`;
  const expected = `below ${figureText(below, '%')} used`;
  if (!(total > 0) || !(free >= 0)) {
    const next = 'Look at system.disks of the server';
    return { what, expected, result: 'inconclusive', observed: `no size is told of ${path}`, next };
  }
  if (total >= endless) return { what, expected, result: 'pass', observed: `${path} has no limit` };
  const used = 100 * (1 - free / total);
  const observed = `${figureText(used, '%')} of ${gigabytes(total)} on ${path}`;
  if (used < below) return { what, expected, result: 'pass', observed };
  const next = 'Look which tables grow (system.parts), drop old partitions, or give it more room';
  return { what, expected, result: 'fail', observed, next };
}

/** The rate between two counts; a server that was started anew in between counts from the beginning. */
export function rateOf(before: QueryCount, after: QueryCount): number | undefined {
  const seconds = after.at - before.at;
  return seconds > 0 && after.queries >= before.queries
    ? (after.queries - before.queries) / seconds
    : undefined;
}

export function judgeRate(rate: number | undefined, bounds: readonly Bound[]): Row {
  const what = 'queries a second';
  const expected = expectedText(bounds, '');
  if (rate === undefined) {
    const next = 'The server was started anew, or its clock was set: run the step again';
    return { what, expected, result: 'inconclusive', observed: 'its count began anew', next };
  }
  const observed = figureText(rate, '');
  if (isWithin(rate, bounds)) return { what, expected, result: 'pass', observed };
  const next = bounds.some(({ kind, value }) => kind === 'min' && rate < value)
    ? 'Look whether what should ask still does, unless this is a quiet hour'
    : 'Look in system.query_log what asks so often';
  return { what, expected, result: 'fail', observed, next };
}

function gigabytes(bytes: number): string {
  return figureText(bytes / 1e9, 'GB');
}
