import { readJournal } from '../../platform/journal/read-journal.ts';
import { err, ok, problem, type Problem, type Result } from '../../problem/problem.ts';
import { describeSession } from '../../report/session/describe-session.ts';
import { postMortem } from '../../report/session/post-mortem/document.ts';

/** The post-mortem of the session in a folder. Problems: a log that can't be read, or that has no beginning. */
export async function postMortemOf(folder: string, name: string): Promise<Result<string>> {
  const journal = await readJournal(folder);
  if (!journal.ok) return journal;
  const { records } = journal.value;
  const session = describeSession(records);
  return session === undefined ? err(notBegun(name)) : ok(postMortem(session, records));
}

/** A log without a first record. */
export function notBegun(name: string): Problem {
  return problem('log/damaged', `${name} holds no beginning: it was killed before its first record.`, {
    hint: 'Nothing was run in it',
  });
}
