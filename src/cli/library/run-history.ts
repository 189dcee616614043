import { readJournal } from '../../platform/journal/read-journal.ts';
import type { Session } from '../../session/engine/session.ts';
import { recentSessions } from './recent-sessions.ts';
import { stepDurations } from './step-durations.ts';

/** Sessions that a median is taken over. */
const enough = 5;

/**
 * Median milliseconds by step id, over the last completed sessions of the same runbook; rehearsals only for a
 * rehearsal. Empty where there is none. A session that can't be read is passed over.
 */
export async function runHistory(
  root: string,
  session: Pick<Session, 'state'>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const { runbookId, rehearsal, session: own } = session.state;
  const found: ReadonlyMap<string, number>[] = [];
  for await (const { id, folder, started, outcome } of recentSessions(root, signal)) {
    const same =
      started.runbook.id === runbookId && (started.rehearsal === undefined) === (rehearsal === undefined);
    if (!same || outcome !== 'completed' || id === own) continue;
    const journal = await readJournal(folder);
    if (journal.ok) found.push(stepDurations(journal.value.records));
    if (found.length === enough) break;
  }
  return medians(found);
}

function medians(sessions: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const steps = new Set(sessions.flatMap((durations) => [...durations.keys()]));
  return new Map(
    [...steps].map((step) => {
      const values = sessions.flatMap((durations) => durations.get(step) ?? []);
      return [step, median(values)] as const;
    }),
  );
}

/** Of an even count the upper one: time left is rather told too long than too short. */
function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
