import { readJournal } from '../../../platform/journal/read-journal.ts';
import { type DescribedSession, describeSession } from '../../../report/session/describe-session.ts';
import type { SessionRecord } from '../../../session/record.ts';
import { exitCode } from '../../exit-codes.ts';
import { findSession } from '../../find-session.ts';
import type { Io } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { notBegun } from '../../session/reports.ts';

/** A session as it was read. */
export interface ReadSession {
  readonly folder: string;
  readonly records: readonly SessionRecord[];
  readonly session: DescribedSession;
}

/**
 * The session that a text means. What keeps it from being read is reported, and the exit code is given instead: 2 for
 * an unknown one, 1 for a log that can't be read.
 */
export async function readSession(io: Io, text: string): Promise<ReadSession | number> {
  const places = await placesOf(io);
  const found = places.ok ? await findSession(text, places.value.sessions, io.cwd) : places;
  if (!found.ok) {
    await reportProblems(io, found.problems);
    return exitCode('usage');
  }
  const { folder, name } = found.value;
  const journal = await readJournal(folder);
  const session = journal.ok ? describeSession(journal.value.records) : undefined;
  if (journal.ok && session !== undefined) return { folder, records: journal.value.records, session };
  await reportProblems(io, journal.ok ? [notBegun(name)] : journal.problems);
  return exitCode('failed');
}
