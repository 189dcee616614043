import type { EventOf } from '../../session/events.ts';
import { replay } from '../../session/evolve.ts';
import { actorName, type SessionRecord } from '../../session/record.ts';
import type { Phase, SessionState } from '../../session/state.ts';
import type { TimelineEntry } from './timeline-entry.ts';
import { timelineOf } from './timeline.ts';

/** A session as its log tells it. Times are ISO. */
export interface DescribedSession {
  readonly state: SessionState;
  readonly started: EventOf<'session.started'>;
  readonly startedAt: string;
  /** Of the last record. */
  readonly lastAt: string;
  /** Milliseconds from the first to the last record. */
  readonly milliseconds: number;
  /** Who acted, by the names they gave at an account that several people use. */
  readonly actors: readonly string[];
  /** The accounts of the operating system at which they did. */
  readonly accounts: readonly string[];
  /** Sign-offs and approvals that carry no signature, and how many there are. */
  readonly signoffs: { readonly unsigned: number; readonly all: number };
  readonly timeline: readonly TimelineEntry[];
}

/** Folds a session's records. Undefined: they hold no beginning, since it was killed before its first record. */
export function describeSession(records: readonly SessionRecord[]): DescribedSession | undefined {
  const state = replay(records);
  const first = records.find(({ event }) => event.type === 'session.started');
  const last = records.at(-1);
  if (state === undefined || first?.event.type !== 'session.started' || last === undefined) return undefined;
  const signoffs = records.flatMap(({ event }) => (event.type === 'signoff' ? [event] : []));
  return {
    state,
    started: first.event,
    startedAt: first.envelope.time,
    lastAt: last.envelope.time,
    milliseconds: Math.max(0, Date.parse(last.envelope.time) - Date.parse(first.envelope.time)),
    actors: [...new Set(records.map(({ envelope }) => actorName(envelope.actor)))],
    accounts: [...new Set(records.map(({ envelope }) => envelope.actor.id))],
    signoffs: {
      unsigned: signoffs.filter(({ signature }) => signature === undefined).length,
      all: signoffs.length,
    },
    timeline: timelineOf(records),
  };
}

/** Where a session stands, in words. */
export function phaseText(phase: Phase): string {
  switch (phase.phase) {
    case 'open':
      return 'open';
    case 'paused':
      return 'paused';
    case 'ended':
      return phase.outcome === 'rolled-back' ? 'rolled back' : phase.outcome;
  }
}
