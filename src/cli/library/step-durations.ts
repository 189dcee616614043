import { evolve } from '../../session/evolve.ts';
import type { SessionEvent } from '../../session/events.ts';
import type { SessionRecord } from '../../session/record.ts';
import { isSettled, type SessionState, stepState } from '../../session/state.ts';

/**
 * Milliseconds that each step took of the operator's time: from the step before being settled to its own
 * end, so that reading, asking and waiting count. The time in which the session was paused or dead does not.
 * A step that was gone back to counts with all its turns; one that was skipped by a person not at all.
 */
export function stepDurations(records: readonly SessionRecord[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  let state: SessionState | undefined;
  let since: number | undefined;
  let last: number | undefined;
  for (const record of records) {
    const time = Date.parse(record.envelope.time);
    since ??= time;
    if (record.event.type === 'session.resumed') since += Math.max(0, time - (last ?? time));
    last = time;
    const next = evolve(state, record);
    const step = settledBy(record.event, state, next);
    state = next;
    if (step === undefined) continue;
    if (!skippedByHand(record.event)) taken.set(step, (taken.get(step) ?? 0) + Math.max(0, time - since));
    since = time;
  }
  return taken;
}

/** The step that the event settled, if any. */
function settledBy(
  event: SessionEvent,
  before: SessionState | undefined,
  after: SessionState | undefined,
): string | undefined {
  const id = 'step' in event && typeof event.step === 'object' ? event.step.id : idOf(event);
  if (id === undefined || before === undefined || after === undefined) return undefined;
  const was = isSettled(stepState(before, id).status);
  return !was && isSettled(stepState(after, id).status) ? id : undefined;
}

function idOf(event: SessionEvent): string | undefined {
  return event.type === 'step.skipped' ? event.id : undefined;
}

function skippedByHand(event: SessionEvent): boolean {
  return event.type === 'step.skipped' && (event.cause === 'person' || event.cause === 'from');
}
