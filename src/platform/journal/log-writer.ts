import type { Hash } from 'node:crypto';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { ChainEnd } from '../../session/log/chain.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import { type FrameFacts, frameEvents } from './frame-events.ts';
import { type LogFile, writeFully } from './log-file.ts';
import type { Reserve } from './reserve.ts';
import type { ScannedLog } from './scan-log.ts';
import { fileProblem, isNoSpace } from './system-error.ts';

/** Appends to one segment. Calls must not overlap; the journal queues them. */
export interface LogWriter {
  append(events: readonly SessionEvent[], actor: Actor): Promise<Result<readonly SessionRecord[]>>;
  /** Why it takes nothing any more; undefined while it does. */
  refusal(): Problem | undefined;
  /** The log as far as it is on the disk. */
  written(): WrittenLog;
  close(): Promise<void>;
}

export interface WrittenLog {
  readonly end: ChainEnd;
  readonly segment: string;
  readonly bytes: number;
  /** SHA-256 in hex of the segment's bytes. */
  readonly sha256: string;
}

export interface LogWriterOptions {
  readonly session: string;
  readonly scanned: ScannedLog;
  readonly file: LogFile;
  readonly reserve: Reserve;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly bootId: string;
  newId(): string;
}

/** A writer behind the last whole line of a scanned, repaired log. */
export function createLogWriter(options: LogWriterOptions): LogWriter {
  const { file, reserve, scanned } = options;
  const prefix: Hash = scanned.prefix.copy();
  let { end, bytes } = scanned;
  let lastTime = newestTime(scanned.records);
  let dead: Problem | undefined;

  async function append(
    events: readonly SessionEvent[],
    actor: Actor,
  ): Promise<Result<readonly SessionRecord[]>> {
    if (dead !== undefined) return err(dead);
    const starts = events.some((event) => event.type === 'step.started');
    if (starts && !reserve.held()) await reserve.hold();
    if (starts && !reserve.held()) return err(noSpace());
    const facts = frameFacts(options, actor, lastTime);
    const batch = frameEvents(end, events, facts);
    if (!batch.ok) return batch;
    const failure = await put(Buffer.concat(batch.value.lines), starts);
    if (failure !== undefined) return err(failure);
    end = batch.value.end;
    lastTime = facts.now;
    return ok(batch.value.records);
  }

  /** A full disk gives the reserve to the records that end a step, never to one that starts it. */
  async function put(chunk: Buffer, starts: boolean): Promise<Problem | undefined> {
    const failure = await tryPut(chunk);
    if (failure?.code !== 'log/no-space' || !reserve.held()) return failure;
    await reserve.release();
    return starts ? failure : tryPut(chunk);
  }

  async function tryPut(chunk: Buffer): Promise<Problem | undefined> {
    try {
      await writeFully(file, chunk);
    } catch (thrown) {
      return isNoSpace(thrown) ? undo() : poison(thrown);
    }
    try {
      await file.datasync();
    } catch (thrown) {
      return poison(thrown);
    }
    prefix.update(chunk);
    bytes += chunk.length;
    return undefined;
  }

  async function undo(): Promise<Problem> {
    try {
      await file.truncate(bytes);
      await file.datasync();
      return noSpace();
    } catch (thrown) {
      return poison(thrown);
    }
  }

  /** After a failed fsync nobody knows what the disk holds, so nothing more may be added behind it. */
  function poison(thrown: unknown): Problem {
    dead = problem('log/poisoned', 'The log takes no more records, because an earlier write failed.', {
      hint: 'End this session here, look at the disk, then resume it',
    });
    return fileProblem('log/write-failed', `A record could not be written to ${scanned.segment}.`, thrown);
  }

  return {
    append,
    refusal: () => dead,
    written: () => ({ end, segment: scanned.segment, bytes, sha256: prefix.copy().digest('hex') }),
    async close() {
      dead ??= problem('log/closed', 'The log of this session was closed.', { hint: 'Resume the session' });
      await file.close();
    },
  };
}

function frameFacts(options: LogWriterOptions, actor: Actor, lastTime: number | undefined): FrameFacts {
  const { session, bootId, clock } = options;
  const now = clock.now();
  return { session, bootId, actor, now, lastTime, monotonic: clock.monotonic(), newId: options.newId };
}

function newestTime(records: readonly SessionRecord[]): number | undefined {
  const time = Date.parse(records.at(-1)?.envelope.time ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function noSpace(): Problem {
  return problem(
    'log/no-space',
    'The disk is full, so the record could not be written and no step is started.',
    {
      hint: 'Free some space on the disk of the sessions folder, then try again',
    },
  );
}
