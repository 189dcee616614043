import { readJournal } from '../../../platform/journal/read-journal.ts';
import type { Problem } from '../../../problem/problem.ts';
import { describeSession } from '../../../report/session/describe-session.ts';
import { sessionAsJson } from '../../../report/session/json.ts';
import { sessionAsText } from '../../../report/session/text.ts';
import { tombstoneAsJson, tombstoneText } from '../../../report/session/tombstone.ts';
import { exitCode } from '../../exit-codes.ts';
import { findRemoved, findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { notBegun } from '../../session/reports.ts';
import { libraryOf } from '../../open-library.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { laterDebriefText } from '../../scenarios/debrief-text.ts';
import { styleOf } from '../../screen.ts';

/** `sessions show ID`: everything that happened; of a rehearsal its debrief too; of a removed one what is left. Gives 2 for an unknown session, 1 for a log that can't be read. */
export async function showSessionCommand(
  io: Io,
  options: { readonly id: string; readonly json: boolean },
): Promise<number> {
  const places = await placesOf(io);
  const found = places.ok ? await findSession(options.id, places.value.sessions, io.cwd) : places;
  const left = found.ok || !places.ok ? [] : await findRemoved(options.id, places.value.sessions);
  const [removed] = left;
  if (removed !== undefined && left.length === 1) {
    const json = `${JSON.stringify(tombstoneAsJson(removed), undefined, 2)}\n`;
    await print(io.stdout, options.json ? json : tombstoneText(removed, styleOf(io)));
    return exitCode('completed');
  }
  if (!found.ok) return fail(io, found.problems, 'usage');
  const journal = await readJournal(found.value.folder);
  if (!journal.ok) return fail(io, journal.problems, 'failed');
  const session = describeSession(journal.value.records);
  if (session === undefined) return fail(io, [notBegun(found.value.name)], 'failed');
  if (options.json) {
    await print(io.stdout, sessionAsJson(session));
    return exitCode('completed');
  }
  const style = styleOf(io);
  const place = { folders: (await libraryOf(io)).folders, cwd: io.cwd };
  const debrief = await laterDebriefText(journal.value.records, place, style);
  await print(io.stdout, sessionAsText(session, style) + debrief);
  return exitCode('completed');
}

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}
