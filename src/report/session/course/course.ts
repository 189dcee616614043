import type { SessionRecord } from '../../../session/record.ts';
import { timelineOf } from '../timeline.ts';
import type { TimelineEntry } from '../timeline-entry.ts';

/** An entry of the timeline with what lies before it. Milliseconds are by the wall clock, and never below zero. */
export interface CourseEntry extends TimelineEntry {
  /** From the end of what was told before to where this began: nothing is recorded in between. */
  readonly idle: number;
  /** How long it took itself; undefined: it is a moment. */
  readonly took?: number;
  /** True where the session was left before it: paused, handed over, or its program gone. */
  readonly away: boolean;
}

/** The timeline of a session with its durations and its gaps. */
export function courseOf(records: readonly SessionRecord[]): readonly CourseEntry[] {
  const began = beginnings(records);
  const resumed = new Set(
    records.flatMap(({ event, envelope }) => (event.type === 'session.resumed' ? [envelope.seq] : [])),
  );
  let before: number | undefined;
  return timelineOf(records).map((entry) => {
    const at = Date.parse(entry.time);
    const start = began.get(entry.seq);
    const from = start ?? at;
    const idle = Math.max(0, from - (before ?? from));
    before = at;
    return {
      ...entry,
      idle,
      ...(start === undefined ? {} : { took: Math.max(0, at - start) }),
      away: resumed.has(entry.seq),
    };
  });
}

/** When that which a record ends has begun, by the number of the record. */
function beginnings(records: readonly SessionRecord[]): ReadonlyMap<number, number> {
  const open = new Map<string, number>();
  const began = new Map<number, number>();
  for (const { event, envelope } of records) {
    if (event.type === 'step.started') open.set(keyOf(event.step), Date.parse(envelope.time));
    if (event.type !== 'step.finished') continue;
    const from = open.get(keyOf(event.step));
    if (from !== undefined) began.set(envelope.seq, from);
  }
  return began;
}

function keyOf({ id, attempt }: { readonly id: string; readonly attempt: number }): string {
  return `${id} ${attempt}`;
}
