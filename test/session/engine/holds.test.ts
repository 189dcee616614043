import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/problem/problem.ts';
import type { IntentOf } from '../../../src/session/intents.ts';
import { ClusterError } from '../../../src/steps/ports/cluster.ts';
import { type LeaseServer, leaseServer } from '../../fixtures/lease-server.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import {
  codes,
  eventsOf,
  must,
  onlyEvent,
  type Opened,
  type Opening,
  openSession,
  reopen,
  run,
} from '../../fixtures/session/open-session.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';

const lock = yamlStep('kind: action', 'id: lock', 'action: lock.acquire', 'with: { duration: 2m }');
const second = yamlStep('kind: action', 'id: lock-2', 'action: lock.acquire', 'with: { name: other }');
const unlock = yamlStep('kind: action', 'id: unlock', 'action: lock.release');
const change = shellStep('id: change', 'change');
const look = shellStep('id: look, effect: read', 'look');
const own = 'olga@bastion 20260302-100000-main-7f3a';
const others = { holderIdentity: 'bob@desk 20260302-100500-deploy-0002', leaseDurationSeconds: 120 };
const renewEvery = 10_000;

function openingOf(server: LeaseServer, text: string): Opening {
  const cluster = fakeCluster(server.cluster);
  return { text, scripts: { change: {}, look: {} }, ports: { cluster } };
}

async function holding(
  text: string,
): Promise<Opened & { readonly server: LeaseServer; readonly opening: Opening }> {
  const server = leaseServer();
  const opening = openingOf(server, text);
  const opened = await openSession(opening);
  must(await run(opened.session));
  return { ...opened, server, opening };
}

function messages(result: Result<unknown>): string {
  return result.ok ? '' : result.problems.map(({ message }) => message).join('\n');
}

/** Lets the promises that are under way come to their end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
}

describe('a session that holds a lock', () => {
  it('has it in its log in one record with the step that took it, and does not count it as a change', async () => {
    const { session, journal, server } = await holding(lock + change);
    const opens = {
      key: 'lock teei-runbook',
      what: 'the lock teei-runbook of teei-production',
      kind: 'action',
    };
    expect(onlyEvent(journal, 'step.finished')).toMatchObject({ result: 'passed', opens });
    expect(onlyEvent(journal, 'step.started')).toMatchObject({ effect: 'change', holds_only: true });
    expect(session.state.changed).toBe(false);
    expect([...session.state.holds.values()]).toMatchObject([{ ...opens, step: 'lock', status: 'held' }]);
    expect(server.spec()).toMatchObject({ holderIdentity: own });
  });

  it('renews it while it waits for a person, and logs nothing of that', async () => {
    const { clock, server, journal } = await holding(lock + change);
    const records = journal.records.length;
    const before = server.calls.length;
    for (let round = 0; round < 3; round += 1) {
      clock.advance(renewEvery);
      await settled();
    }
    expect(server.calls.slice(before)).toHaveLength(6);
    expect(server.spec()).toMatchObject({ holderIdentity: own, renewTime: '2026-03-02T10:00:30.000000Z' });
    expect(journal.records).toHaveLength(records);
  });

  it('gives it up before it ends, which the log says first', async () => {
    const { session, trace, server, journal } = await holding(lock + look);
    must(await run(session));
    expect(session.state.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
    const from = trace.indexOf('hold.releasing');
    expect(trace.slice(from, from + 3)).toEqual(['hold.releasing', 'hold.released', 'session.ended']);
    expect(onlyEvent(journal, 'hold.released')).toMatchObject({
      hold: 'lock teei-runbook',
      result: 'released',
    });
    expect(server.spec()).toMatchObject({ holderIdentity: '' });
  });

  it.each(['abort', 'give-up'] as const)('gives it up where it ends by: %s', async (intent) => {
    const { session, server, journal } = await holding(lock + change);
    must(await session.dispatch({ intent, reason: 'enough' }));
    expect(onlyEvent(journal, 'session.ended').reason).toBe('enough');
    expect(server.spec()).toMatchObject({ holderIdentity: '' });
  });

  it('gives several up, the newest first', async () => {
    const { session, journal } = await holding(lock + second + look);
    must(await run(session));
    must(await session.dispatch({ intent: 'abort', reason: 'enough' }));
    const released = eventsOf(journal, 'hold.released').map(({ hold }) => hold);
    expect(released).toEqual(['lock other', 'lock teei-runbook']);
  });

  it('renews it no more once it has ended, and neither once it is closed', async () => {
    const { session, server, clock } = await holding(lock + look);
    must(await run(session));
    const calls = server.calls.length;
    clock.advance(10 * renewEvery);
    await settled();
    expect(server.calls).toHaveLength(calls);
    expect(clock.sleepers()).toBe(0);
  });

  it('ends although it can’t be given up, and says what to do by hand', async () => {
    const { session, server, journal } = await holding(lock + look);
    server.fail('replace', new ClusterError('unreachable', 'no route to the server'));
    must(await session.dispatch({ intent: 'abort', reason: 'enough' }));
    const released = onlyEvent(journal, 'hold.released');
    expect(released).toMatchObject({ result: 'failed', observed: 'no route to the server' });
    expect(released.next).toContain('kubectl patch lease teei-runbook -n teei-production');
    expect(session.state.phase).toMatchObject({ outcome: 'aborted' });
    expect([...session.state.holds.values()]).toMatchObject([{ status: 'left' }]);
  });

  it('ends although nobody answers', async () => {
    const server = leaseServer();
    const never = Promise.withResolvers<undefined>();
    const cluster = fakeCluster(server.cluster);
    const opened = await openSession({ ...openingOf(server, lock + look), ports: { cluster } });
    must(await run(opened.session));
    cluster.get = () => never.promise;
    const ending = opened.session.dispatch({ intent: 'abort', reason: 'enough' });
    await settled();
    opened.clock.advance(20_000);
    must(await ending);
    expect(onlyEvent(opened.journal, 'hold.released')).toMatchObject({
      result: 'failed',
      observed: 'no answer within 20 s',
    });
  });

  it('gives nothing up where it is paused', async () => {
    const { session, server, journal, clock } = await holding(lock + change);
    must(await session.dispatch({ intent: 'pause', reason: 'lunch' }));
    must(await session.close());
    expect(eventsOf(journal, 'hold.releasing')).toEqual([]);
    expect(server.spec()).toMatchObject({ holderIdentity: own });
    expect(clock.sleepers()).toBe(0);
  });

  it('lets a step give it up early, and renews it no more', async () => {
    const { session, server, journal, clock } = await holding(lock + unlock + look);
    must(await run(session));
    expect(eventsOf(journal, 'step.finished')[1]).toMatchObject({ closes: 'lock teei-runbook' });
    expect(session.state.holds.size).toBe(0);
    expect(server.spec()).toMatchObject({ holderIdentity: '' });
    expect(clock.sleepers()).toBe(0);
    must(await run(session));
    expect(eventsOf(journal, 'hold.releasing')).toEqual([]);
  });
});

describe('a lock that is lost', () => {
  it('is told at the next renewal, once', async () => {
    const { server, clock, journal, session } = await holding(lock + change);
    server.write(others);
    for (let round = 0; round < 3; round += 1) {
      clock.advance(renewEvery);
      await settled();
    }
    expect(onlyEvent(journal, 'hold.lost').observed).toContain(
      'bob@desk (session 20260302-100500-deploy-0002)',
    );
    expect([...session.state.holds.values()]).toMatchObject([{ status: 'lost' }]);
    expect(server.spec()).toEqual(others);
  });

  it('lets nothing be changed while somebody else has it', async () => {
    const { server, session, journal, shell } = await holding(lock + change);
    server.write(others);
    const refused = await run(session);
    expect(codes(refused)).toEqual(['session/hold-lost']);
    expect(messages(refused)).toContain('bob@desk (session 20260302-100500-deploy-0002) holds it');
    expect(shell.runs).toEqual([]);
    expect(journal.records.at(-1)?.event.type).toBe('hold.retaking');
  });

  it('still lets one look', async () => {
    const { server, session } = await holding(lock + look + change);
    server.write(others);
    must(await run(session));
    expect(session.current?.id).toBe('change');
  });

  it('is taken again before the next change where it is free, which the log says before and after', async () => {
    const { server, session, trace } = await holding(lock + change + look);
    server.remove();
    must(await run(session));
    const from = trace.indexOf('hold.lost');
    expect(trace.slice(from, from + 4)).toEqual(['hold.lost', 'hold.retaking', 'hold.kept', 'step.started']);
    expect(server.spec()).toMatchObject({ holderIdentity: own });
    expect([...session.state.holds.values()]).toMatchObject([{ status: 'held' }]);
  });

  it('is no reason to give anything up at the end: what is somebody else’s is left alone', async () => {
    const { server, session, journal, clock } = await holding(lock + change);
    server.write(others);
    clock.advance(renewEvery);
    await settled();
    must(await session.dispatch({ intent: 'abort', reason: 'enough' }));
    expect(eventsOf(journal, 'hold.releasing')).toEqual([]);
    expect(server.spec()).toEqual(others);
  });

  it('lets nothing be changed either where nobody can tell whose it is', async () => {
    const { server, session, shell } = await holding(lock + change);
    server.fail('get', new ClusterError('unreachable', 'no route'));
    expect(codes(await run(session))).toEqual(['session/hold-unchecked']);
    expect(shell.runs).toEqual([]);
    must(await run(session));
    expect(shell.runs).toHaveLength(1);
  });

  it('is not taken for lost where the server only fails for a while', async () => {
    const { server, clock, journal } = await holding(lock + change);
    server.fail('get', new ClusterError('server', 'HTTP 503'));
    clock.advance(renewEvery);
    await settled();
    clock.advance(renewEvery);
    await settled();
    expect(eventsOf(journal, 'hold.lost')).toEqual([]);
    expect(server.spec()).toMatchObject({ renewTime: '2026-03-02T10:00:20.000000Z' });
  });
});

describe('a session with a lock that is resumed', () => {
  it('finds it its own, says so, and renews it again', async () => {
    const before = await holding(lock + change);
    const { journal, clock } = await reopen(before, before.opening);
    expect(onlyEvent(journal, 'hold.kept').hold).toBe('lock teei-runbook');
    clock.advance(renewEvery);
    await settled();
    expect(before.server.spec()).toMatchObject({ renewTime: '2026-03-02T10:00:10.000000Z' });
  });

  it('says that it was taken over meanwhile', async () => {
    const before = await holding(lock + change);
    before.server.write(others);
    const { session, journal, shell } = await reopen(before, before.opening);
    expect(onlyEvent(journal, 'hold.lost').observed).toContain('bob@desk');
    expect(codes(await run(session))).toEqual(['session/hold-lost']);
    expect(shell.runs).toEqual([]);
  });

  it('takes it again before a change where it was given up and the end was not written any more', async () => {
    const before = await holding(lock + change);
    const opened = { ...before, journal: before.journal };
    await before.journal.append([{ type: 'hold.releasing', hold: 'lock teei-runbook' }], {
      id: 'olga',
      authtype: 'os',
    });
    before.server.write({ ...others, holderIdentity: '' });
    const { session, shell, journal } = await reopen(opened, before.opening);
    expect(onlyEvent(journal, 'hold.lost').observed).toContain('nobody holds it');
    must(await run(session));
    expect(shell.runs).toHaveLength(1);
    expect(eventsOf(journal, 'hold.released')).toMatchObject([{ result: 'released' }]);
  });

  it('asks to take it again where the step was interrupted: nobody can say that it was done', async () => {
    const server = leaseServer();
    const opening = openingOf(server, lock + change);
    const before = await openSession(opening);
    const step = { id: 'lock', attempt: 1 };
    await before.journal.append(
      [
        {
          type: 'step.started',
          step,
          kind: 'action',
          effect: 'change',
          cwd: '/',
          inputs: [],
          holds_only: true,
        },
      ],
      { id: 'olga', authtype: 'os' },
    );
    const { session } = await reopen(before, opening);
    const done: IntentOf<'resolve'> = {
      intent: 'resolve',
      resolution: 'done',
      reason: 'I saw it',
      alive: false,
      files: [],
    };
    expect(codes(await session.dispatch(done))).toEqual(['session/hold-by-running']);
    must(await session.dispatch({ ...done, resolution: 'retry' }));
    must(await run(session));
    expect([...session.state.holds.values()]).toMatchObject([{ status: 'held' }]);
  });
});
