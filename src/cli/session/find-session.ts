import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { sessionFolder } from '../../platform/journal/journal.ts';
import { listSessions, readJournal } from '../../platform/journal/read-journal.ts';
import { replay } from '../../session/evolve.ts';
import type { Workplace } from './workplace.ts';

/** The session that is meant: by the beginning of its id, or the newest that has not ended. */
export async function findSession(workplace: Workplace, wanted: string | true): Promise<Result<string>> {
  const all = await listSessions(workplace.sessions);
  if (wanted !== true) {
    const matching = all.filter((id) => id.startsWith(wanted));
    const [only] = matching;
    if (only !== undefined && matching.length === 1) return ok(only);
    const why =
      only === undefined
        ? `there is no session ${wanted}`
        : `${wanted} is the beginning of ${matching.length} sessions`;
    return err(problem('run/no-session', why, { hint: 'teei-runbook sessions list shows them' }));
  }
  for (const id of all.toReversed()) {
    const folder = sessionFolder(workplace.sessions, id);
    const read = folder.ok ? await readJournal(folder.value) : folder;
    const state = read.ok ? replay(read.value.records) : undefined;
    if (state !== undefined && state.phase.phase !== 'ended') return ok(id);
  }
  return err(
    problem('run/no-session', 'there is no unfinished session', { hint: 'start one: teei-runbook RUNBOOK' }),
  );
}
