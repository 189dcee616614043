import { systemClock } from '../../../platform/clock.ts';
import { sessionFiles } from '../../../platform/journal/session-files.ts';
import { type CourseEntry, courseOf } from '../../../report/session/course/course.ts';
import { courseText, gapText } from '../../../report/session/course/text.ts';
import { excerptOf, outputText } from '../../../report/session/export/excerpt.ts';
import { labelled, plural, toText } from '../../../report/text/layout.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import type { EventOf } from '../../../session/events.ts';
import { encodeRecord, type SessionRecord } from '../../../session/record.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { styleOf } from '../../screen.ts';
import { type ReadSession, readSession } from './read-session.ts';

export interface ReplayOptions {
  readonly id: string;
  /** So many times as fast as it was. */
  readonly speed: number;
  /** The records as they lie in the log, each at its time. */
  readonly json: boolean;
}

/** Of a longer output its beginning and its end are shown. */
const shownBytes = { head: 16 * 1024, tail: 16 * 1024 };

/**
 * `sessions replay ID`: shows a session again in its own time. Nothing is run and nothing is written; Ctrl+C ends it at
 * any moment. The time in which the session was left is passed over. Gives 2 for an unknown session, 1 for a log that
 * can't be read.
 */
export async function replaySessionCommand(io: Io, options: ReplayOptions): Promise<number> {
  const read = await readSession(io, options.id);
  if (typeof read === 'number') return read;
  const stage = options.json ? rawStage(io) : textStage(io, read);
  const pace = createPace(options.speed);
  let before: number | undefined;
  for (const record of read.records) {
    const at = Date.parse(record.envelope.time);
    const gap = Math.max(0, at - (before ?? at));
    before = at;
    if (record.event.type === 'session.resumed') await stage.passedOver(gap);
    else await pace.wait(gap);
    await stage.show(record, pace);
  }
  return exitCode('completed');
}

/** Time as it goes in a replay. */
interface Pace {
  /** Waits for so many milliseconds of the session, counted from the wait before. */
  wait(milliseconds: number): Promise<void>;
  /** So much of what is waited for next has been shown already. */
  ahead(milliseconds: number): void;
}

function createPace(speed: number): Pace {
  let due = systemClock.now();
  let shown = 0;
  return {
    async wait(milliseconds) {
      const left = Math.max(0, milliseconds - shown);
      shown = Math.max(0, shown - milliseconds);
      due += left / speed;
      const rest = due - systemClock.now();
      if (rest > 0) await systemClock.sleep(rest);
    },
    ahead(milliseconds) {
      shown = milliseconds;
    },
  };
}

interface Stage {
  show(record: SessionRecord, pace: Pace): Promise<void>;
  passedOver(milliseconds: number): Promise<void>;
}

function rawStage(io: Io): Stage {
  return {
    show: (record) => print(io.stdout, `${encodeRecord(record)}\n`),
    passedOver: () => Promise.resolve(),
  };
}

function textStage(io: Io, { records, session, folder }: ReadSession): Stage {
  const style = styleOf(io);
  const text = courseText(
    session.timeline.flatMap(({ step }) => step ?? []),
    style,
  );
  const entries = new Map<number, CourseEntry>(courseOf(records).map((entry) => [entry.seq, entry]));
  const ends = endsOf(records);
  return {
    async show({ event, envelope }, pace) {
      const entry = entries.get(envelope.seq);
      if (event.type === 'step.started') {
        const end = ends.get(keyOf(event.step));
        await print(io.stdout, toText(startLines(event, style)));
        if (end !== undefined) pace.ahead(await showOutput(io, folder, end, pace));
      }
      if (entry !== undefined) await print(io.stdout, toText(text.lines({ ...entry, idle: 0 })));
    },
    passedOver: (milliseconds) =>
      print(io.stdout, toText([style.paint('yellow', `… left for ${gapText(milliseconds)}`)])),
  };
}

function startLines(
  { step, command }: EventOf<'step.started'>,
  style: ReturnType<typeof styleOf>,
): readonly string[] {
  const attempt = step.attempt === 1 ? '' : `, attempt ${step.attempt}`;
  const head = style.paint('bold', `▸ ${visibleText(step.id)}${attempt}`);
  if (command === undefined) return [head];
  return [head, ...labelled('', command.trimEnd(), { indent: 2, label: 2, width: style.width })];
}

function endsOf(records: readonly SessionRecord[]): ReadonlyMap<string, EventOf<'step.finished'>> {
  return new Map(
    records.flatMap(({ event }) => (event.type === 'step.finished' ? [[keyOf(event.step), event]] : [])),
  );
}

function keyOf({ id, attempt }: { readonly id: string; readonly attempt: number }): string {
  return `${id} ${attempt}`;
}

/** Spreads the lines over the time that the attempt took, since the log does not say when each came. Gives that time. */
async function showOutput(
  io: Io,
  folder: string,
  { output, milliseconds }: EventOf<'step.finished'>,
  pace: Pace,
): Promise<number> {
  const excerpt = output && (await excerptOf(sessionFiles(folder), output, shownBytes));
  if (excerpt === undefined) return 0;
  const { head, tail, leftOut } = excerpt;
  const lines = [
    ...linesOf(head),
    ...(leftOut === 0 ? [] : [`… ${plural(leftOut, 'byte')} left out`]),
    ...linesOf(tail),
  ];
  for (const line of lines) {
    await pace.wait(milliseconds / lines.length);
    await print(io.stdout, `  │ ${line}\n`);
  }
  return milliseconds;
}

function linesOf(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return [];
  return outputText(bytes).replace(/\n$/, '').split('\n');
}
