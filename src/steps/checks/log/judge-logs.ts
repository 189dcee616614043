import { formatDuration } from '../../../runbook/values/duration.ts';
import type { Evidence, Verdict } from '../../outcome.ts';
import type { ClusterError } from '../../ports/cluster.ts';
import { type Bound, figureText, isWithin } from '../prom/bounds.ts';
import type { Run, RunLog } from './read-service-logs.ts';
import { addTallies, nothing, type Tally } from './tally.ts';

export interface Limits {
  /** Of matching lines a minute, over all pods of a service. */
  readonly perMinute: readonly Bound[];
  /** Of matching lines among all, in percent. */
  readonly share: readonly Bound[];
  /** Lines below which nothing is said for good. */
  readonly least: number;
}

/** What was read of the logs of a service. */
export interface ServiceLogs {
  readonly service: string;
  readonly where: string;
  /** False: there is no such workload. */
  readonly isThere: boolean;
  readonly read: readonly RunLog[];
  readonly unread: readonly { readonly run: Run; readonly error: ClusterError }[];
}

export interface JudgedLogs {
  readonly row: Evidence;
  readonly perMinute: number;
}

/** Kinds of messages that are shown, and characters of their examples. */
const shownKinds = 5;
const shownText = 300;

/**
 * Holds the logs of a service against the limits. `window` in milliseconds; a shorter time than a minute counts as one.
 * Too many lines fail, whatever could not be read; otherwise what was not read, or too little, never passes.
 */
export function judgeLogs(
  logs: ServiceLogs,
  limits: Limits,
  window: number,
  told: { readonly check: string; readonly expected: string; readonly lines: string },
): JudgedLogs {
  const tally = logs.read.map((one) => one.tally).reduce(addTallies, nothing);
  const figures = figuresOf(tally, window);
  const tooMany = isTooMany(tally, figures, limits);
  const doubt = tooMany ? undefined : doubtOf(logs, tally, limits);
  const result: Verdict = tooMany ? 'fail' : (doubt?.result ?? 'pass');
  const counted = `${countText(tally, figures, told.lines)}, in the last ${formatDuration(window)}`;
  const details = kindsOf(tally);
  const advice = doubt?.next ?? 'Read the messages; if they came with the release, roll back';
  return {
    perMinute: figures.perMinute,
    row: {
      check: told.check,
      result,
      what: logs.service,
      where: placesOf(logs),
      expected: told.expected,
      observed: doubt === undefined ? counted : `${doubt.observed}; ${counted}`,
      ...(tooMany && tally.first !== undefined ? { since: tally.first } : {}),
      ...(result === 'pass' ? {} : { next: advice }),
      ...(details.length === 0 ? {} : { details }),
    },
  };
}

interface Figures {
  readonly perMinute: number;
  /** Percent. */
  readonly share: number;
}

function figuresOf({ lines, matching }: Tally, window: number): Figures {
  return {
    perMinute: matching / Math.max(1, window / 60_000),
    share: lines === 0 ? 0 : (100 * matching) / lines,
  };
}

/** A share of a few lines says nothing; so many a minute are too many, however few others there are. */
function isTooMany({ lines }: Tally, { perMinute, share }: Figures, limits: Limits): boolean {
  if (!isWithin(perMinute, limits.perMinute)) return true;
  return lines >= limits.least && !isWithin(share, limits.share);
}

function countText({ lines, matching }: Tally, { perMinute, share }: Figures, kind: string): string {
  const part = `${String(matching)} of ${String(lines)} lines are ${kind}`;
  return `${part} (${figureText(share, '%')}), ${figureText(perMinute, '')} a minute`;
}

interface Doubt {
  readonly result: 'fail' | 'error' | 'inconclusive';
  readonly observed: string;
  readonly next: string;
}

function doubtOf(
  { isThere, where, read, unread }: ServiceLogs,
  tally: Tally,
  limits: Limits,
): Doubt | undefined {
  if (!isThere) {
    const next = 'Check its name in platform.yaml, and that it was deployed';
    return { result: 'fail', observed: `there is no ${where}`, next };
  }
  const [first] = unread;
  if (first !== undefined) {
    const { run, error } = first;
    const place = `container ${run.container} of pod ${run.pod}`;
    const others = unread.length > 1 ? ` (and ${String(unread.length - 1)} more)` : '';
    const next = 'Run the step again once the server answers';
    return {
      result: 'error',
      observed: `the log of ${place} can’t be read: ${error.message}${others}`,
      next,
    };
  }
  if (read.some((one) => one.truncated)) {
    const next = 'Look at a shorter window';
    return { result: 'inconclusive', observed: 'there is more in the logs than was read', next };
  }
  if (tally.lines >= limits.least) return undefined;
  const next = 'Look again later, or at a longer window; allow silence with min-lines: 0';
  return { result: 'inconclusive', observed: `fewer than ${String(limits.least)} lines`, next };
}

function placesOf({ where, read, unread }: ServiceLogs): string {
  const runs = [...read.map(({ run }) => run), ...unread.map(({ run }) => run)];
  const pods = new Set(runs.map(({ pod }) => pod)).size;
  const before = runs.filter(({ previous }) => previous).length;
  const restarted = before === 0 ? '' : `, ${String(before)} earlier run${before === 1 ? '' : 's'} included`;
  return `${where}: ${String(pods)} pod${pods === 1 ? '' : 's'}${restarted}`;
}

/** The messages that come most often, with one example of each. */
function kindsOf({ kinds, matching }: Tally): readonly string[] {
  const sorted = [...kinds.values()].toSorted((a, b) => b.count - a.count);
  const shown = sorted.slice(0, shownKinds);
  const rest = matching - shown.reduce((sum, { count }) => sum + count, 0);
  return [
    ...shown.map(
      ({ count, pod, example }) => `${String(count)}×, as in pod ${pod}: ${example.slice(0, shownText)}`,
    ),
    ...(rest > 0 ? [`${String(rest)} others`] : []),
  ];
}
