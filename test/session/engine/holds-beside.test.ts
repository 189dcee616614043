import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/session/engine/session.ts';
import { announcing, outsideHttp, type OutsideHttp, secrets } from '../../fixtures/announce/outside-http.ts';
import {
  codes,
  eventsOf,
  must,
  type Opened,
  type Opening,
  openSession,
  reopen,
  run,
} from '../../fixtures/session/open-session.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';

const openers = [
  yamlStep('kind: action', 'id: window', 'action: pagerduty.maintenance', 'with: { text: Deployment }'),
  yamlStep('kind: action', 'id: page', 'action: statuspage.maintenance', 'with: { text: Deployment }'),
  yamlStep('kind: action', 'id: silence', 'action: silence.create', 'with: { text: Deployment }'),
];
const change = shellStep('id: change', 'change');
const broken = shellStep('id: broken', 'broken');
const opens = openers.length;

/** The systems live on whatever becomes of the session. */
function outside(): {
  readonly http: OutsideHttp;
  readonly opening: (...steps: readonly string[]) => Opening;
} {
  const http = outsideHttp({ now: () => Date.parse('2026-03-02T10:00:00Z') });
  return {
    http,
    opening: (...steps) => ({
      text: [...openers, ...steps].join('\n'),
      scripts: { change: {}, broken: { code: 1 } },
      environment: announcing,
      secrets,
      ports: { http },
    }),
  };
}

async function opened(opening: Opening): Promise<Opened> {
  const session = await openSession(opening);
  for (let step = 0; step < opens; step += 1) must(await run(session.session));
  return session;
}

/** What the three systems were told to close. */
function closed({ requests }: OutsideHttp): readonly string[] {
  return requests.flatMap(({ method, url, body = '' }) => {
    if (method === 'DELETE') return [url.includes('silence') ? 'silence' : 'window'];
    return body.includes('"completed"') ? ['page'] : [];
  });
}

const all = ['page', 'silence', 'window'];

describe('what a session has opened beside the platform', () => {
  it.each<[string, string, (session: Session) => Promise<unknown>]>([
    ['completed', change, (session) => run(session)],
    ['aborted', change, (session) => session.dispatch({ intent: 'abort', reason: 'not today' })],
    [
      'failed',
      broken,
      async (session) => {
        await run(session);
        return session.dispatch({ intent: 'give-up', reason: 'it can not go on' });
      },
    ],
  ])('is closed once when it ends %s', async (outcome, step, end) => {
    const { http, opening } = outside();
    const { session, journal } = await opened(opening(step));
    await end(session);
    await session.advance();
    expect(session.state.phase).toMatchObject({ phase: 'ended', outcome });
    expect(closed(http).toSorted()).toEqual(all);
    expect(eventsOf(journal, 'hold.released').map(({ result }) => result)).toEqual([
      'released',
      'released',
      'released',
    ]);
  });

  it('is closed by the session that was killed, resumed and ended', async () => {
    const { http, opening } = outside();
    const killed = await opened(opening(change));
    await killed.session.close();
    expect(closed(http)).toEqual([]);
    const again = await reopen(killed, { ...opening(change), secrets });
    expect(codes(await again.session.dispatch({ intent: 'abort', reason: 'too late' }))).toEqual([]);
    expect(again.session.state.phase).toMatchObject({ phase: 'ended', outcome: 'aborted' });
    expect(closed(http).toSorted()).toEqual(all);
  });

  it('is opened once where the answer was lost and the step is tried again', async () => {
    const { http, opening: of } = outside();
    let lost = false;
    const losing: OutsideHttp = {
      ...http,
      request: async (asked) => {
        const answer = await http.request(asked);
        if (asked.method !== 'POST' || lost) return answer;
        lost = true;
        return { kind: 'unreachable', reason: 'no answer within 10000 ms' };
      },
    };
    const second = await openSession({ ...of(change), ports: { http: losing } });
    await run(second.session);
    expect(second.session.state.steps.get('window')?.status.status).toBe('failed');
    must(await run(second.session));
    expect(http.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    await second.session.dispatch({ intent: 'abort', reason: 'enough' });
    expect(closed(http)).toEqual(['window']);
  });

  it('holds up no step where it is lost or can’t be seen', async () => {
    const { http, opening } = outside();
    const { session } = await opened(opening(change));
    http.fail(/./, 'unreachable');
    must(await run(session));
    await session.advance();
    expect(session.state.steps.get('change')?.status.status).toBe('passed');
  });

  it('is told with what to do by hand where it can’t be closed, and the session ends all the same', async () => {
    const { http, opening } = outside();
    const { session, journal } = await opened(opening(change));
    http.fail(/^DELETE .*pagerduty/, { status: 500 });
    must(await run(session));
    await session.advance();
    expect(session.state.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
    const left = eventsOf(journal, 'hold.released').filter(({ result }) => result === 'failed');
    expect(left.map(({ next }) => next)).toEqual([
      'End the window by hand: PagerDuty, Services, Maintenance windows, End now. It ends by itself at its end',
    ]);
    expect(closed(http)).toEqual(expect.arrayContaining(['page', 'silence']));
  });

  it('does not spoil a snapshot: nothing of the platform has changed', async () => {
    const { opening } = outside();
    const { session } = await opened(opening(change));
    expect(session.state.changedAt).toBeUndefined();
    must(await run(session));
    expect(session.state.changedAt).toBeDefined();
  });

  it('never tells the log a secret', async () => {
    const { opening } = outside();
    const { session, journal } = await opened(opening(change));
    await session.dispatch({ intent: 'abort', reason: 'enough' });
    const log = JSON.stringify(journal.records);
    for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);
  });
});
