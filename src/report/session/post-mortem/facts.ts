import type { EventOf } from '../../../session/events.ts';
import { actorName, type SessionRecord } from '../../../session/record.ts';
import type { DescribedSession } from '../describe-session.ts';

/** What a post-mortem is made of. */
export interface Facts {
  readonly session: DescribedSession;
  readonly records: readonly SessionRecord[];
}

/** An event with who caused it and when. */
export interface Happened<T> {
  /** ISO. */
  readonly time: string;
  readonly actor: string;
  readonly event: T;
}

/** The events of one type, in the order of the log. */
export function happened<T extends SessionRecord['event']['type']>(
  { records }: Facts,
  type: T,
): readonly Happened<EventOf<T>>[] {
  const is = (event: SessionRecord['event']): event is EventOf<T> => event.type === type;
  return records.flatMap(({ envelope, event }) =>
    is(event) ? [{ time: envelope.time, actor: actorName(envelope.actor), event }] : [],
  );
}

/** A value of the session as text; undefined where it is not set, or empty. */
export function valueText({ session: { state } }: Facts, name: string): string | undefined {
  const held = state.values.get(name);
  const text = held === undefined ? '' : String(held.value).trim();
  return text === '' ? undefined : text;
}

/** Time of day: `10:04:05`. */
export function clockTime(iso: string): string {
  return iso.slice(11, 19);
}
