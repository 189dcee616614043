import { parseDuration } from '../../../runbook/values/duration.ts';

/** The moment from which on events count. */
export interface Since {
  /** By the cluster's clock, in milliseconds since 1970. */
  readonly from: number;
  /** Whence it is, and how the clocks stand to each other, for the operator. */
  readonly told: string;
}

/** Half of what the server's clock is told to, and of what a stamp in seconds cuts off. */
const precision = 1000;
/** How far the clocks may be apart where the server doesn't tell its own. */
const margin = 60_000;
/** From here on a difference of the clocks is told. */
const worthTelling = 5000;

export interface Clocks {
  /** Of this machine, milliseconds since 1970. */
  readonly now: number;
  /** Of the cluster; undefined: it does not tell. */
  readonly server: number | undefined;
}

export interface SessionTimes {
  readonly startedAt: string;
  readonly changedAt?: string;
}

/**
 * The moment that is meant by `asked`: a time, a duration before now, or, where nothing is said, the session's last change
 * (its start, where it has changed nothing). Undefined: it is neither.
 */
export function sinceOf(asked: string, clocks: Clocks, session: SessionTimes): Since | undefined {
  const meant = momentOf(asked, clocks.now, session);
  if (meant === undefined) return undefined;
  const [moment, what] = meant;
  if (clocks.server === undefined) {
    const told = `${what}, less a minute: the cluster does not tell its clock`;
    return { from: moment - margin, told };
  }
  const ahead = clocks.server - clocks.now;
  const apart =
    Math.abs(ahead) < worthTelling
      ? ''
      : `; the cluster’s clock is ${String(Math.round(Math.abs(ahead) / 1000))}s ${ahead > 0 ? 'ahead' : 'behind'}`;
  return { from: moment + ahead - precision, told: `${what}${apart}` };
}

function momentOf(asked: string, now: number, session: SessionTimes): readonly [number, string] | undefined {
  if (asked === '') {
    const { changedAt, startedAt } = session;
    const at = changedAt ?? startedAt;
    return [
      Date.parse(at),
      changedAt === undefined ? `the session’s start, ${at}` : `the last change, ${at}`,
    ];
  }
  const before = parseDuration(asked);
  if (before !== undefined) return [now - before, `${asked} ago`];
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(asked)
    ? Date.parse(asked)
    : Number.NaN;
  return Number.isNaN(time) ? undefined : [time, asked];
}
