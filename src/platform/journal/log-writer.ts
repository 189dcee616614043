import { err, ok, type Problem, type Result } from '../../problem/problem.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { ChainEnd } from '../../session/log/chain.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import { type FrameFacts, frameEvents } from './frame-events.ts';
import type { LogFile } from './log-file.ts';
import type { Reserve } from './reserve.ts';
import type { ScannedLog } from './scan-log.ts';
import { createSegmentWriter, noSpace } from './segment-writer.ts';

/** Appends to one segment. Calls must not overlap; the journal queues them. */
export interface LogWriter {
  /** Resolves when the records, and all that were staged before, are on the disk. */
  append(events: readonly SessionEvent[], actor: Actor): Promise<Result<readonly SessionRecord[]>>;
  /** Resolves when the kernel has the records. */
  stage(events: readonly SessionEvent[], actor: Actor): Promise<Result<readonly SessionRecord[]>>;
  /** Resolves when every staged record is on the disk. */
  sync(): Promise<Result<void>>;
  /** Why it takes nothing any more; undefined while it does. */
  readonly refusal: () => Problem | undefined;
  /** The log as far as the kernel has it; after a sync, as far as it is on the disk. */
  written(): WrittenLog;
  readonly close: () => Promise<void>;
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
  readonly newId: () => string;
}

/** A writer behind the last whole line of a scanned, repaired log. */
export function createLogWriter(options: LogWriterOptions): LogWriter {
  const { reserve, scanned } = options;
  const segment = createSegmentWriter(options.file, scanned, reserve);
  let { end } = scanned;
  let lastTime = newestTime(scanned.records);

  async function stage(
    events: readonly SessionEvent[],
    actor: Actor,
  ): Promise<Result<readonly SessionRecord[]>> {
    const refused = segment.refusal();
    if (refused !== undefined) return err(refused);
    const starts = events.some((event) => event.type === 'step.started');
    if (starts && !reserve.held()) await reserve.hold();
    if (starts && !reserve.held()) return err(noSpace());
    const facts = frameFacts(options, actor, lastTime);
    const batch = frameEvents(end, events, facts);
    if (!batch.ok) return batch;
    const failure = await segment.put(Buffer.concat(batch.value.lines), { mayUseReserve: !starts });
    if (failure !== undefined) return err(failure);
    end = batch.value.end;
    lastTime = facts.now;
    return ok(batch.value.records);
  }

  async function sync(): Promise<Result<void>> {
    const failure = await segment.sync();
    return failure === undefined ? ok(undefined) : err(failure);
  }

  async function append(
    events: readonly SessionEvent[],
    actor: Actor,
  ): Promise<Result<readonly SessionRecord[]>> {
    const staged = await stage(events, actor);
    if (!staged.ok) return staged;
    const synced = await sync();
    return synced.ok ? staged : synced;
  }

  return {
    append,
    stage,
    sync,
    refusal: segment.refusal,
    written: () => ({ end, segment: scanned.segment, ...segment.written() }),
    close: segment.close,
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
