import type { LastRun, RunbookEntry } from '../../ui/library/library-view.ts';
import type { RecentSession } from './recent-sessions.ts';

/** Bars of a sparkline. */
const mostDurations = 8;

/** The entries with their newest session and how long the completed ones took. `recent` is newest first. */
export function withRuns(
  entries: readonly RunbookEntry[],
  recent: readonly RecentSession[],
): readonly RunbookEntry[] {
  return entries.map((entry) => {
    // What hides behind another file was not what the sessions of this id have walked.
    if (entry.shadowedBy !== undefined) return entry;
    const own = recent.filter(
      ({ started }) => started.runbook.id === entry.id && started.rehearsal === undefined,
    );
    const [newest] = own;
    const completed = own.filter(({ outcome }) => outcome === 'completed').slice(0, mostDurations);
    return {
      ...entry,
      ...(newest === undefined ? {} : { last: lastRun(newest) }),
      durations: completed.map(milliseconds).toReversed(),
    };
  });
}

function lastRun(session: RecentSession): LastRun {
  const { id, lastAt, by, outcome } = session;
  return {
    session: id,
    endedAt: lastAt,
    outcome: outcome ?? 'unfinished',
    by,
    milliseconds: milliseconds(session),
  };
}

function milliseconds({ startedAt, lastAt }: RecentSession): number {
  return Math.max(0, Date.parse(lastAt) - Date.parse(startedAt));
}
