import { systemClock } from '../../../platform/clock.ts';
import { readJournal } from '../../../platform/journal/read-journal.ts';
import type { Problem } from '../../../problem/problem.ts';
import { type CourseEntry, courseOf } from '../../../report/session/course/course.ts';
import { courseText } from '../../../report/session/course/text.ts';
import type { DescribedSession } from '../../../report/session/describe-session.ts';
import { toText } from '../../../report/text/layout.ts';
import type { SessionRecord } from '../../../session/record.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { readSession } from './read-session.ts';

export interface LogSessionOptions {
  readonly id: string;
  /** Go on with what comes, until the session has ended. */
  readonly follow: boolean;
  /** One entry a line. */
  readonly json: boolean;
}

/** How often a log that is followed is looked at, in milliseconds. */
const lookEvery = 500;

/**
 * `sessions log ID`: what happened, in order, with how long each thing took and what time nothing was recorded in.
 * Gives 2 for an unknown session, 1 for a log that can't be read.
 */
export async function logSessionCommand(io: Io, { id, follow, json }: LogSessionOptions): Promise<number> {
  const read = await readSession(io, id);
  if (typeof read === 'number') return read;
  const write = json ? asJson : asText(read.session, io);
  let told = 0;
  const tell = async (records: readonly SessionRecord[]): Promise<void> => {
    // An attempt is told when it ends, so an entry that stands may become another one only at the end.
    const fresh = courseOf(follow ? settled(records) : records).filter(({ seq }) => seq > told);
    told = fresh.at(-1)?.seq ?? told;
    if (fresh.length > 0) await print(io.stdout, fresh.map(write).join(''));
  };
  await tell(read.records);
  const broken = follow && !hasEnded(read.records) ? await followOn(read.folder, tell) : [];
  if (broken.length === 0) return exitCode('completed');
  await reportProblems(io, broken);
  return exitCode('failed');
}

/** Tells what comes until the session has ended, or its log can't be read any more: then why. */
async function followOn(
  folder: string,
  tell: (records: readonly SessionRecord[]) => Promise<void>,
): Promise<readonly Problem[]> {
  for (;;) {
    await systemClock.sleep(lookEvery);
    const journal = await readJournal(folder);
    if (!journal.ok) return journal.problems;
    await tell(journal.value.records);
    if (hasEnded(journal.value.records)) return [];
  }
}

/** Without attempts that still run: they are told when they have ended. */
function settled(records: readonly SessionRecord[]): readonly SessionRecord[] {
  const ended = new Set(
    records.flatMap(({ event }) =>
      event.type === 'step.finished' || event.type === 'step.resolved'
        ? [`${event.step.id} ${event.step.attempt}`]
        : [],
    ),
  );
  return records.filter(
    ({ event }) => event.type !== 'step.started' || ended.has(`${event.step.id} ${event.step.attempt}`),
  );
}

function hasEnded(records: readonly SessionRecord[]): boolean {
  return records.some(({ event }) => event.type === 'session.ended');
}

function asText({ timeline }: DescribedSession, io: Io): (entry: CourseEntry) => string {
  const text = courseText(
    timeline.flatMap(({ step }) => step ?? []),
    styleOf(io),
  );
  return (entry) => toText(text.lines(entry));
}

function asJson(entry: CourseEntry): string {
  return `${JSON.stringify(entry)}\n`;
}
