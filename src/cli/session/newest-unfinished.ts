import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { sessionFolder } from '../../platform/journal/journal.ts';
import { listSessions, readJournal } from '../../platform/journal/read-journal.ts';
import { replay } from '../../session/evolve.ts';

/**
 * The id of the newest session that has not ended. One whose log can't be read is passed over, and a rehearsal, whose
 * platform is gone.
 */
export async function newestUnfinished(root: string): Promise<Result<string>> {
  const ids = await listSessions(root);
  for (const id of ids.toReversed()) {
    const folder = sessionFolder(root, id);
    const read = folder.ok ? await readJournal(folder.value) : folder;
    const state = read.ok ? replay(read.value.records) : undefined;
    if (state === undefined || state.phase.phase === 'ended') continue;
    if (state.rehearsal === undefined) return ok(id);
  }
  const hint = 'Start one: teei-runbook RUNBOOK';
  return err(problem('run/no-session', 'There is no unfinished session.', { hint }));
}
