import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/problem/problem.ts';
import { resolveCurrent } from '../../../src/session/engine/reconcile.ts';
import type { Session } from '../../../src/session/engine/session.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { type LeaseServer, leaseServer } from '../../fixtures/lease-server.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import {
  eventsOf,
  must,
  type Opening,
  openSession,
  reopen,
  run,
} from '../../fixtures/session/open-session.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';

const text = [
  yamlStep('kind: action', 'id: lock', 'action: lock.acquire'),
  shellStep('id: change', 'change'),
  yamlStep('kind: action', 'id: other', 'action: lock.acquire', 'with: { name: other }'),
  shellStep('id: last', 'change'),
].join('\n');
const own = 'olga@bastion 20260302-100000-main-7f3a';

function openingOn(server: LeaseServer): Opening {
  return { text, scripts: { change: {} }, ports: { cluster: fakeCluster(server.cluster) } };
}

/** Walks to the end, as far as the log takes it. */
async function walk(session: Session): Promise<Result<void>> {
  for (;;) {
    const { current } = session;
    if (session.state.phase.phase === 'ended' || current === undefined) return session.advance();
    const interrupted = session.stepState(current.id).status.status === 'interrupted';
    const gone = interrupted
      ? await resolveCurrent(session, { resolution: 'retry', reason: '' })
      : await run(session);
    if (!gone.ok) return gone;
  }
}

/** A session that dies before its log holds more than so many records. */
async function walkUntilKilled(server: LeaseServer, records: number) {
  const opening = openingOn(server);
  let count = 0;
  const failsOn = (): boolean => {
    count += 1;
    return count > records;
  };
  const opened = await openSession({ ...opening, journal: { failsOn } });
  await walk(opened.session);
  await opened.session.close();
  return opened;
}

/** Holders of both locks at the start of each step that is no lock itself. */
function watchChanges(session: Session, server: LeaseServer): readonly unknown[] {
  const seen: unknown[] = [];
  session.subscribe({
    onRecord: ({ event }) => {
      if (event.type === 'step.started' && event.kind === 'command')
        seen.push(server.spec()['holderIdentity']);
    },
  });
  return seen;
}

async function recordsOfAWholeWalk(): Promise<number> {
  const whole = await openSession(openingOn(leaseServer()));
  must(await walk(whole.session));
  return whole.journal.records.length;
}

const length = await recordsOfAWholeWalk();
/** What has ended, and lacks but its last checkpoint, is not resumed. */
const kills = Array.from({ length: length - 3 }, (_, at) => at + 2);

describe('a session with locks that is killed', () => {
  it.each(kills)(
    'after record %i, ends with its locks given up once, and changed nothing without them',
    async (kill) => {
      const server = leaseServer();
      const killed = await walkUntilKilled(server, kill);
      const before = killed.journal.records.map(({ event }) => event);
      const released = before.filter(isReleased).length;
      const { session, journal } = await reopen(killed, openingOn(server));
      const holders = watchChanges(session, server);
      must(await walk(session));

      expect(session.state.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
      expect(holders.every((holder) => holder === own)).toBe(true);
      for (const name of ['teei-runbook', 'other'])
        expect(server.spec(name)).toMatchObject({ holderIdentity: '' });
      const after = eventsOf(journal, 'hold.released').filter(isReleased);
      expect(after.length).toBeGreaterThanOrEqual(released);
      expect(new Set(after.map(({ hold }) => hold)).size).toBe(after.length);
      expect(journal.records.filter(({ event }) => event.type === 'session.ended')).toHaveLength(1);
    },
  );
});

function isReleased(event: SessionEvent): boolean {
  return event.type === 'hold.released' && event.result === 'released';
}
