import type { EventOf } from '../events.ts';
import type { Actor, SessionRecord } from '../record.ts';
import { type ClusterPin, type Phase, phaseAfter } from '../state.ts';

/** What a list says of a session. Times are ISO. */
export interface SessionSummary {
  readonly id: string;
  readonly runbook: string;
  readonly phase: Phase;
  readonly environment: EventOf<'session.started'>['environment'];
  readonly cluster?: Pick<ClusterPin, 'context' | 'server'>;
  readonly rehearsal?: string;
  readonly pace?: number;
  readonly mode: 'attended' | 'unattended';
  readonly startedAt: string;
  /** Of the last record. */
  readonly lastAt: string;
  /** The system's users, and the persons that a shared account acted for. */
  readonly actors: readonly string[];
  /** Sign-offs and approvals that carry no signature, and how many there are. */
  readonly signoffs: { readonly unsigned: number; readonly all: number };
}

/** What a summary needs of every record. */
export interface RecordFrame {
  readonly type: string;
  /** ISO. */
  readonly time: string;
  readonly actor: Pick<Actor, 'id' | 'on_behalf_of'>;
}

/** Folds the records of a log, in their order. Only those that `isTelling` need to be read whole. */
export interface Summarizer {
  take(frame: RecordFrame, whole: SessionRecord | undefined): void;
  /** Undefined: there was no session.started. */
  summary(): SessionSummary | undefined;
}

/** True for a type of record of which a summary needs more than its frame. */
export function isTelling(type: string): boolean {
  return type === 'signoff' || type.startsWith('session.');
}

export function createSummarizer(): Summarizer {
  let summary: SessionSummary | undefined;
  const actors = new Set<string>();
  return {
    take({ time, actor }, whole) {
      actors.add(actor.id);
      if (actor.on_behalf_of !== undefined) actors.add(actor.on_behalf_of);
      if (whole !== undefined) summary = after(summary, whole);
      if (summary !== undefined) summary = { ...summary, lastAt: time };
    },
    summary: () => summary && { ...summary, actors: [...actors] },
  };
}

function after(
  summary: SessionSummary | undefined,
  { envelope, event }: SessionRecord,
): SessionSummary | undefined {
  if (summary === undefined) {
    return event.type === 'session.started' ? begun(envelope.session, envelope.time, event) : undefined;
  }
  switch (event.type) {
    case 'session.resumed':
      return { ...summary, phase: { phase: 'open' } };
    case 'session.paused':
    case 'session.handed-over':
    case 'session.ended':
      return { ...summary, phase: phaseAfter(event) };
    case 'signoff': {
      const { unsigned, all } = summary.signoffs;
      const own = event.signature === undefined ? 1 : 0;
      return { ...summary, signoffs: { unsigned: unsigned + own, all: all + 1 } };
    }
    default:
      return summary;
  }
}

function begun(id: string, time: string, event: EventOf<'session.started'>): SessionSummary {
  const { cluster, rehearsal, pace } = event;
  return {
    id,
    runbook: event.runbook.id,
    phase: { phase: 'open' },
    environment: event.environment,
    ...(cluster === undefined ? {} : { cluster: { context: cluster.context, server: cluster.server } }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(pace === undefined ? {} : { pace }),
    mode: event.mode,
    startedAt: time,
    lastAt: time,
    actors: [],
    signoffs: { unsigned: 0, all: 0 },
  };
}
