import { join } from 'node:path';
import { type LogEnds, readEnds } from '../../platform/journal/read-ends.ts';
import { listSessions } from '../../platform/journal/read-journal.ts';
import type { EventOf } from '../../session/events.ts';
import { actorName } from '../../session/record.ts';

/** What the ends of a session's log say. Times are ISO. */
export interface RecentSession {
  readonly id: string;
  /** Absolute. */
  readonly folder: string;
  readonly started: EventOf<'session.started'>;
  readonly startedAt: string;
  readonly lastAt: string;
  /** Who caused its last record. */
  readonly by: string;
  /** How it ended; undefined: it has not. */
  readonly outcome: EventOf<'session.ended'>['outcome'] | undefined;
  /** Bytes of its log. */
  readonly bytes: number;
}

/** Older sessions are in `sessions list`. */
const mostSessions = 200;

/**
 * The newest sessions below a folder, newest first, each as soon as it is read. One that is damaged, or holds
 * no beginning, is passed over. Ends early when `signal` aborts.
 */
export async function* recentSessions(root: string, signal?: AbortSignal): AsyncGenerator<RecentSession> {
  const ids = (await listSessions(root)).toReversed().slice(0, mostSessions);
  for (const id of ids) {
    if (signal?.aborted === true) return;
    const folder = join(root, id);
    const session = recentSession(id, folder, await readEnds(folder));
    if (session !== undefined) yield session;
  }
}

function recentSession(id: string, folder: string, ends: LogEnds | undefined): RecentSession | undefined {
  if (ends?.first.event.type !== 'session.started') return undefined;
  const { envelope } = ends.last;
  return {
    id,
    folder,
    started: ends.first.event,
    startedAt: ends.first.envelope.time,
    lastAt: envelope.time,
    by: actorName(envelope.actor),
    bytes: ends.bytes,
    outcome: ends.ended?.outcome,
  };
}
