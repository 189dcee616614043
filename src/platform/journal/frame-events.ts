import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { SessionEvent } from '../../session/events.ts';
import { type ChainEnd, extendChain } from '../../session/log/chain.ts';
import { maxRecordBytes } from '../../session/log/limits.ts';
import { readLine, writeLine } from '../../session/log/log-line.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';

/** What the frame of a record says beside its place in the chain. */
export interface FrameFacts {
  readonly session: string;
  readonly bootId: string;
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds since 1970 of the newest record; undefined while there is none. */
  readonly lastTime: number | undefined;
  readonly monotonic: bigint;
  readonly newId: () => string;
}

export interface FramedBatch {
  readonly records: readonly SessionRecord[];
  readonly lines: readonly Buffer[];
  readonly end: ChainEnd;
}

/**
 * Puts events into frames that continue the chain. Each line is read back as a reader would, so that nothing
 * is written that could not be read. When the clock went back since the newest record, `clock.stepped`
 * follows them: behind, because a sign-off's signature covers the line directly before it.
 */
export function frameEvents(
  start: ChainEnd,
  events: readonly SessionEvent[],
  facts: FrameFacts,
): Result<FramedBatch> {
  const records: SessionRecord[] = [];
  const lines: Buffer[] = [];
  let end = start;
  for (const event of [...events, ...clockStep(facts)]) {
    const record = frame(end, event, facts);
    const line = writeLine(record);
    const fault = recordFault(event, line);
    if (fault !== undefined) return err(fault);
    records.push(record);
    lines.push(line);
    end = extendChain(end, line);
  }
  return ok({ records, lines, end });
}

function frame(end: ChainEnd, event: SessionEvent, facts: FrameFacts): SessionRecord {
  const envelope = {
    v: 1 as const,
    type: event.type,
    id: facts.newId(),
    session: facts.session,
    seq: end.seq + 1,
    prev: end.head,
    time: new Date(facts.now).toISOString(),
    mono_ns: facts.monotonic.toString(),
    boot_id: facts.bootId,
    actor: facts.actor,
  };
  return { envelope, event };
}

function clockStep(facts: FrameFacts): readonly SessionEvent[] {
  if (facts.lastTime === undefined || facts.now >= facts.lastTime) return [];
  return [{ type: 'clock.stepped', milliseconds: facts.now - facts.lastTime }];
}

function recordFault(event: SessionEvent, line: Buffer): Problem | undefined {
  if (line.length > maxRecordBytes) {
    const message = `The record of ${event.type} is ${line.length} bytes long; a record has at most ${maxRecordBytes}.`;
    return problem('log/record-too-large', message, {
      hint: 'Shorten the text; long output belongs in a file',
    });
  }
  const reading = readLine(line);
  if (reading.ok) return undefined;
  return problem('log/record-invalid', `The event ${event.type} can’t be recorded: ${reading.fault}.`, {
    hint: 'This is a fault of this program; please report it',
  });
}
