import type { EventOf, SessionEvent } from './events.ts';
import type { Envelope } from './record.ts';
import type { HoldState, SessionState } from './state.ts';

type Holds = SessionState['holds'];
type HoldEvent = Extract<SessionEvent, { readonly type: `hold.${string}` }>;

/** What is held after a step has ended. What it opens counts as the newest, though it was held before. */
export function openOrClose(
  holds: Holds,
  { time }: Envelope,
  { step, opens, closes, summary }: EventOf<'step.finished'>,
): Holds {
  if (opens === undefined && closes === undefined) return holds;
  const after = new Map(holds);
  if (closes !== undefined) after.delete(closes);
  if (opens === undefined) return after;
  after.delete(opens.key);
  return after.set(opens.key, { ...opens, step: step.id, since: time, status: 'held', observed: summary });
}

/** What is held after an event about it. One that names nothing that is held changes nothing. */
export function evolveHold(holds: Holds, event: HoldEvent): Holds {
  const hold = holds.get(event.hold);
  return hold === undefined ? holds : new Map(holds).set(event.hold, changed(hold, event));
}

function changed(before: HoldState, event: HoldEvent): HoldState {
  const { key, what, kind, config, step, since, observed } = before;
  const hold = { key, what, kind, config, step, since };
  switch (event.type) {
    case 'hold.lost':
      return { ...hold, status: 'lost', observed: event.observed, next: event.next };
    case 'hold.kept':
      return { ...hold, status: 'held', observed: event.observed };
    case 'hold.retaking':
      return before;
    case 'hold.releasing':
      return { ...hold, status: 'releasing', observed };
    case 'hold.released': {
      const { result, next } = event;
      const status = result === 'failed' ? 'left' : 'released';
      return { ...hold, status, observed: event.observed, ...(next === undefined ? {} : { next }) };
    }
  }
}
