import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { Signer } from '../../session/ports.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import type { WitnessEntry } from '../../session/log/witness-entry.ts';
import type { Publisher, Unpublished } from '../witness/publisher.ts';
import { type LastCheckpoint, writeCheckpoint } from './checkpoint-files.ts';
import type { LogWriter } from './log-writer.ts';
import type { Reserve } from './reserve.ts';

/** What checkpoints are made of. */
export interface CheckpointParts {
  readonly session: string;
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly signer: Signer | undefined;
  readonly writer: LogWriter;
  readonly reserve: Reserve;
  /** The newest that is there. */
  readonly checkpoint: LastCheckpoint;
  /** Who opened the session: what is recorded at its end is recorded of them. */
  readonly actor: Actor;
  readonly publisher: Publisher | undefined;
}

export interface Checkpoints {
  /** Writes one and its record, and begins to publish it. */
  make(actor: Actor): Promise<Result<SessionRecord>>;
  /** Waits for the witnesses, and records in one more what failed too late for any other. */
  end(): Promise<void>;
}

/** Checkpoints of an open log. Calls must not overlap; the journal queues them. */
export function createCheckpoints(parts: CheckpointParts): Checkpoints {
  const { session, folder, clock, signer, writer, publisher } = parts;
  let last = parts.checkpoint;

  async function make(
    actor: Actor,
    unpublished: readonly Unpublished[],
    publish: (entry: WitnessEntry) => void,
  ): Promise<Result<SessionRecord>> {
    const refused = writer.refusal();
    if (refused !== undefined) return err(refused);
    // A checkpoint vouches only for what is on the disk.
    const synced = await writer.sync();
    if (!synced.ok) return synced;
    const log = writer.written();
    const time = new Date(clock.now()).toISOString();
    const write = () => writeCheckpoint(folder, last, log, { session, time, signer });
    const made = await withReserve(write, parts.reserve);
    if (!made.ok) return made;
    last = made.value;
    const { number, signed, entry } = made.value;
    publish(entry);
    const { seq: events, head } = log.end;
    const failed = unpublished.length === 0 ? {} : { unpublished: [...unpublished] };
    const event: SessionEvent = { type: 'checkpoint', number, events, head, signed, ...failed };
    const appended = await writer.append([event], actor);
    return appended.ok ? first(appended.value) : appended;
  }

  return {
    make: (actor) => make(actor, publisher?.takeFailures() ?? [], (entry) => publisher?.publish(entry)),
    async end() {
      await publisher?.drain();
      const late = publisher?.takeFailures() ?? [];
      if (late.length === 0) return;
      await make(parts.actor, late, (entry) => publisher?.publishToSound(entry));
      await publisher?.drain();
    },
  };
}

/** The space that is held back is for the checkpoint of the last records too. */
async function withReserve<T>(write: () => Promise<Result<T>>, reserve: Reserve): Promise<Result<T>> {
  const written = await write();
  const full = !written.ok && written.problems.some(({ code }) => code === 'log/no-space');
  if (!full || !reserve.held()) return written;
  await reserve.release();
  return write();
}

function first(records: readonly SessionRecord[]): Result<SessionRecord> {
  const [record] = records;
  if (record !== undefined) return ok(record);
  return err(
    problem('log/record-invalid', 'The checkpoint left no record.', { hint: 'Please report this fault' }),
  );
}
