import { systemClock } from '../../../platform/clock.ts';
import type { ListedSession } from '../../../platform/journal/summaries/read-summary.ts';
import { ok, type Result } from '../../../problem/problem.ts';
import {
  beganWithin,
  fitsFilter,
  type SessionFilter,
  type SessionOutcome,
} from '../../../report/session/list/session-filter.ts';
import { plural } from '../../../report/text/layout.ts';
import { timeOfId } from '../../../session/log/session-id.ts';
import { type Io, print } from '../../io.ts';
import { readMoment } from './read-moment.ts';

/** Which sessions are meant, as it was typed. */
export interface ListFilters {
  readonly runbook?: string;
  readonly operator?: string;
  readonly cluster?: string;
  readonly outcome?: SessionOutcome;
  /** As typed. */
  readonly since?: string;
  readonly until?: string;
}

/** The filter that was typed. Problems: a time that is none. */
export function filterOf({ since, until, ...texts }: ListFilters): Result<SessionFilter> {
  const now = systemClock.now();
  const from = since === undefined ? ok(undefined) : readMoment(since, now, 'first');
  if (!from.ok) return from;
  const to = until === undefined ? ok(undefined) : readMoment(until, now, 'last');
  return to.ok ? ok({ ...texts, since: from.value, until: to.value }) : to;
}

/** True where the filter means the session, or where nobody can know. */
export function isMeant(listed: ListedSession, filter: SessionFilter): boolean {
  if (listed.state === 'begun') return fitsFilter(listed.summary, filter);
  return !asksForContent(filter) && beganWithin(timeOfId(listed.id) ?? 0, filter);
}

/** The time of a session is in its id, whatever became of its log. */
function asksForContent({ runbook, operator, cluster, outcome }: SessionFilter): boolean {
  return [runbook, operator, cluster, outcome].some((each) => each !== undefined);
}

/** A damaged session may be one that is looked for: that it was left out is said. */
export async function tellOfUnread(
  io: Io,
  all: readonly ListedSession[],
  filter: SessionFilter,
): Promise<void> {
  if (!asksForContent(filter)) return;
  const left = all.filter(
    ({ state, id }) => state === 'damaged' && beganWithin(timeOfId(id) ?? 0, filter),
  ).length;
  if (left === 0) return;
  const they = left === 1 ? 'is' : 'are';
  await print(
    io.stderr,
    `${plural(left, 'damaged session')} ${they} not listed: what ${left === 1 ? 'it was' : 'they were'} can’t be read. Without filters, sessions list says which.\n`,
  );
}
