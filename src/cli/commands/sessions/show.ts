import { readJournal } from '../../../platform/journal/read-journal.ts';
import { problem, type Problem } from '../../../problem/problem.ts';
import { describeSession } from '../../../report/session/describe-session.ts';
import { sessionAsJson } from '../../../report/session/json.ts';
import { sessionAsText } from '../../../report/session/text.ts';
import { exitCode } from '../../exit-codes.ts';
import { findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';

/** `sessions show ID`: everything that happened. Gives 2 for an unknown session, 1 for a log that can't be read. */
export async function showSessionCommand(
  io: Io,
  options: { readonly id: string; readonly json: boolean },
): Promise<number> {
  const places = await placesOf(io);
  const found = places.ok ? await findSession(options.id, places.value.sessions, io.cwd) : places;
  if (!found.ok) return fail(io, found.problems, 'usage');
  const journal = await readJournal(found.value.folder);
  if (!journal.ok) return fail(io, journal.problems, 'failed');
  const session = describeSession(journal.value.records);
  if (session === undefined) return fail(io, [notBegun(found.value.name)], 'failed');
  await print(io.stdout, options.json ? sessionAsJson(session) : sessionAsText(session, styleOf(io)));
  return exitCode('completed');
}

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}

function notBegun(name: string): Problem {
  return problem('log/damaged', `${name} holds no beginning: it was killed before its first record.`, {
    hint: 'Nothing was run in it',
  });
}
