import { readJournal, type ReadJournal } from '../../platform/journal/read-journal.ts';
import { sessionFiles } from '../../platform/journal/session-files.ts';
import { verifySession, type VerifyOptions } from '../../platform/journal/verify-session.ts';
import { err, ok, type Result } from '../../problem/problem.ts';
import { describeSession } from '../../report/session/describe-session.ts';
import type { Exported } from '../../report/session/export/exported.ts';
import { allSteps } from '../../session/plan.ts';
import type { SessionState } from '../../session/state.ts';
import { notBegun } from './reports.ts';
import { storedPlan } from './stored-plan.ts';

/** What the session in a folder is exported from. Problems: a log that can't be read, or that has no beginning. */
export async function readExported(
  folder: string,
  name: string,
  options: VerifyOptions,
): Promise<Result<Exported>> {
  const journal = await readJournal(folder);
  if (!journal.ok) return journal;
  const { records } = journal.value;
  const session = describeSession(records);
  if (session === undefined) return err(notBegun(name));
  return ok({
    session,
    records,
    files: sessionFiles(folder),
    titles: await titlesOf(journal.value, session.state),
    verify: () => verifySession(folder, options),
  });
}

/** A document without titles is better than none: the ids of the steps are in the log. */
async function titlesOf(journal: ReadJournal, state: SessionState): Promise<ReadonlyMap<string, string>> {
  const plan = await storedPlan(journal, state);
  if (!plan.ok) return new Map();
  return new Map(allSteps(plan.value).map(({ id, step }) => [id, step.title]));
}
