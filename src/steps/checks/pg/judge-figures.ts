import { number, text } from '../../manifest/json.ts';
import type { Evidence } from '../../outcome.ts';
import type { StatementAnswer } from '../../ports/database.ts';
import { figureText } from '../prom/bounds.ts';
import type { FigureName } from './statements.ts';

/** What the figures are held against. */
export interface Limits {
  readonly connectionsPercent: number;
  readonly cacheHitPercent: number;
  readonly queryMilliseconds: number;
  /** Blocks that must have been asked for, so that their share says something. */
  readonly minBlocks: number;
  /** Statements that must have been run, so that their mean says something. */
  readonly minCalls: number;
}

/** One figure: its row, and the number that it came to. */
export interface Judged {
  readonly figure: FigureName;
  readonly row: Omit<Evidence, 'check' | 'where'>;
  readonly value?: number;
}

type Row = Readonly<Record<string, unknown>>;

export function judgeFigure(figure: FigureName, answer: StatementAnswer, limits: Limits): Judged {
  const { what, expected } = told(figure, limits);
  if (answer.kind === 'failed') return { figure, row: { what, expected, ...failed(figure, answer) } };
  const { value, ...found } = looked(figure, answer.rows[0] ?? {}, limits);
  return { figure, row: { what, expected, ...found }, ...(value === undefined ? {} : { value }) };
}

function told(figure: FigureName, limits: Limits): { readonly what: string; readonly expected: string } {
  switch (figure) {
    case 'connections':
      return { what: 'connections', expected: `below ${figureText(limits.connectionsPercent, '%')} of all` };
    case 'cache':
      return { what: 'cache hits', expected: `above ${figureText(limits.cacheHitPercent, '%')}` };
    case 'queries':
      return {
        what: 'mean duration of a query',
        expected: `below ${figureText(limits.queryMilliseconds, 'ms')}`,
      };
  }
}

type Found = Pick<Evidence, 'result' | 'observed' | 'next' | 'since'> & { readonly value?: number };

function looked(figure: FigureName, row: Row, limits: Limits): Found {
  switch (figure) {
    case 'connections':
      return connections(row, limits);
    case 'cache':
      return cache(row, limits);
    case 'queries':
      return queries(row, limits);
  }
}

const broken: Found = {
  result: 'error',
  observed: 'an answer without the figures that were asked for',
  next: 'Check that the endpoint in platform.yaml is PostgreSQL itself',
};

function connections(row: Row, { connectionsPercent }: Limits): Found {
  const [used, hidden, most, reserved] = [row['used'], row['hidden'], row['most'], row['reserved']].map(
    number,
  );
  if (used === undefined || hidden === undefined || most === undefined || reserved === undefined)
    return broken;
  const free = most - reserved;
  if (hidden > 0) {
    return {
      result: 'inconclusive',
      observed: `${hidden} connections that this user may not look at`,
      next: 'GRANT pg_monitor to the user of the endpoint, who may then read the statistics and no data',
    };
  }
  if (free <= 0) return broken;
  const value = (100 * used) / free;
  const observed = `${figureText(value, '%')}: ${used} of ${free}, ${reserved} more are reserved`;
  if (value < connectionsPercent) return { result: 'pass', observed, value };
  const next =
    'Look which application holds them (pg_stat_activity), and at the size of its pool times its replicas';
  return { result: 'fail', observed, next, value };
}

function cache(row: Row, { cacheHitPercent, minBlocks }: Limits): Found {
  const [hit, read, percent] = [row['hit'], row['read'], row['percent']].map(number);
  const since = text(row['since']);
  if (hit === undefined || read === undefined) return broken;
  const began = since === undefined ? {} : { since };
  if (percent === undefined || hit + read < minBlocks) {
    const next = 'Wait until there was more traffic, or skip the step with that as the reason';
    const observed = `${hit + read} blocks asked for, where fewer than ${minBlocks} say nothing`;
    return { result: 'inconclusive', observed, next, ...began };
  }
  const observed = `${figureText(percent, '%')} of ${hit + read} blocks`;
  if (percent > cacheHitPercent) return { result: 'pass', observed, value: percent, ...began };
  const next = 'Look for scans of large tables that are new, and at shared_buffers';
  return { result: 'fail', observed, next, value: percent, ...began };
}

function queries(row: Row, { queryMilliseconds, minCalls }: Limits): Found {
  const calls = number(row['calls']) ?? 0;
  const mean = number(row['mean']);
  if (mean === undefined || calls < minCalls) {
    const next = 'Wait until there was more traffic, or skip the step with that as the reason';
    const observed = `${calls} statements, where fewer than ${minCalls} say nothing`;
    return { result: 'inconclusive', observed, next };
  }
  const observed = `${figureText(mean, 'ms')} over ${calls} statements`;
  if (mean < queryMilliseconds) return { result: 'pass', observed, value: mean };
  const next = 'Look in pg_stat_statements for the statements with the highest mean_exec_time';
  return { result: 'fail', observed, next, value: mean };
}

/** SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
function failed(
  figure: FigureName,
  { code, reason }: Extract<StatementAnswer, { kind: 'failed' }>,
): Pick<Evidence, 'result' | 'observed' | 'next'> {
  const isExtension = figure === 'queries';
  switch (code) {
    case '42P01':
      if (!isExtension) break;
      return notMeasured(
        'there is no pg_stat_statements in this database',
        'CREATE EXTENSION pg_stat_statements;',
      );
    case '55000':
      if (!isExtension) break;
      return notMeasured(
        'pg_stat_statements is not loaded',
        'Add it to shared_preload_libraries and restart the server',
      );
    case '42703':
      if (!isExtension) break;
      return notMeasured(
        'a pg_stat_statements without execution times',
        'ALTER EXTENSION pg_stat_statements UPDATE; they are there from PostgreSQL 13 on',
      );
    case '42501':
      return notMeasured(`this user may not: ${reason}`, 'GRANT pg_monitor to the user of the endpoint');
    case '57014':
      return { result: 'error', observed: 'it took longer than it may', next: 'Give it a longer `timeout`' };
    default:
      break;
  }
  return {
    result: 'error',
    observed: reason,
    next: 'Look at the log of the server, then run the step again',
  };
}

function notMeasured(observed: string, next: string): Pick<Evidence, 'result' | 'observed' | 'next'> {
  return { result: 'inconclusive', observed, next };
}
