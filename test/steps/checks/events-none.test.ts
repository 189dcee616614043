import { describe, expect, it } from 'vitest';
import { sinceOf } from '../../../src/steps/checks/events/since.ts';
import { eventsNone } from '../../../src/steps/checks/events-none.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import type { ClusterEvent, Pod } from '../../../src/steps/ports/cluster.ts';
import { fakeClock, fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import { emptyState } from '../../fixtures/scripted-cluster.ts';

const now = Date.parse('2026-03-02T10:00:00Z');
const changedAt = '2026-03-02T09:50:00.000Z';

function event(name: string, at: string | undefined, more: Partial<ClusterEvent> = {}): ClusterEvent {
  const object = { kind: 'Pod', name, uid: name };
  return { type: 'Warning', reason: 'BackOff', message: 'back-off', count: 1, object, at, ...more };
}

const ready: Pod = {
  name: 'ready',
  uid: 'ready',
  owner: undefined,
  revisionHash: undefined,
  phase: 'Running',
  reason: undefined,
  message: undefined,
  node: 'node1',
  conditions: [{ type: 'Ready', status: 'True', reason: '', message: '', since: '2026-03-02T09:56:00Z' }],
  containers: [],
  createdAt: undefined,
  deletedAt: undefined,
  finalizers: [],
};

interface Given {
  readonly events: readonly ClusterEvent[];
  readonly args?: Readonly<Record<string, unknown>>;
  /** Milliseconds that the cluster's clock is ahead. */
  readonly ahead?: number;
  readonly changed?: boolean;
  readonly pods?: readonly Pod[];
}

function look({ events, args = {}, ahead = 0, changed = true, pods = [] }: Given): Promise<CheckResult> {
  const cluster = fakeCluster({
    look: () => Promise.resolve({ ...emptyState, events, pods }),
    time: () => Promise.resolve(now + ahead),
  });
  const context = fakeRunContext({
    ...(changed ? { changedAt } : {}),
    inventory: {
      ...inventory,
      services: [service('buddy'), service('buddy-service'), service('api-gateway')],
    },
    ports: { cluster, clock: fakeClock(now) },
  });
  return eventsNone.run(args, context);
}

describe('events.none', () => {
  it('passes without a warning since the last change', async () => {
    const before = event('teei-buddy-x', '2026-03-02T09:49:00Z');
    const normal = event('teei-buddy-x', '2026-03-02T09:59:00Z', { type: 'Normal' });
    const result = await look({ events: [before, normal] });
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: 'no warning since the last change, 2026-03-02T09:50:00.000Z',
    });
  });

  it('groups what has warned by reason and object, the latest first, with counts and services', async () => {
    const result = await look({
      events: [
        event('teei-buddy-6d4-abc', '2026-03-02T09:55:00Z', { count: 3 }),
        event('teei-buddy-6d4-abc', '2026-03-02T09:57:00Z', { message: 'still', count: 4 }),
        event('teei-buddy-service-5c7-xyz', '2026-03-02T09:58:00Z', { reason: 'Unhealthy' }),
        event('node1', '2026-03-02T09:52:00Z', { object: { kind: 'Node', name: 'node1', uid: 'n' } }),
      ],
    });
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/: Unhealthy of Pod teei-buddy-service-5c7-xyz: back-off \(and 2 more\)$/);
    expect(result.evidence.map(({ what, where, observed }) => [what, where, observed])).toEqual([
      [
        'buddy-service',
        'Pod teei-buddy-service-5c7-xyz',
        'Unhealthy: back-off, last at 2026-03-02T09:58:00Z',
      ],
      ['buddy', 'Pod teei-buddy-6d4-abc', 'BackOff: still (7 times in all), last at 2026-03-02T09:57:00Z'],
      ['Node node1', 'Node node1', 'BackOff: back-off, last at 2026-03-02T09:52:00Z'],
    ]);
    expect(result.failing).toEqual(['buddy-service', 'buddy']);
  });

  it('counts those of the asked services alone, and no ignored reason; it says how many it left', async () => {
    const events = [
      event('teei-buddy-service-5c7-xyz', '2026-03-02T09:58:00Z'),
      event('teei-api-gateway-1-a', '2026-03-02T09:58:00Z', { reason: 'FailedGetScale' }),
    ];
    const buddy = await look({ events, args: { services: ['buddy'] } });
    expect(buddy.verdict).toBe('pass');
    expect(buddy.summary).toContain('; 2 of no account here');
    expect((await look({ events, args: { services: ['api-gateway'] } })).verdict).toBe('fail');
    const ignore = ['FailedGetScale'];
    expect((await look({ events, args: { services: ['api-gateway'], ignore } })).verdict).toBe('pass');
  });

  it('counts one that does not say when it was', async () => {
    const result = await look({ events: [event('teei-buddy-x', undefined)] });
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0].observed).toContain('no time told');
  });

  it.each([
    ['counts what is over', {}, 'fail'],
    ['or leaves it out', { settled: 'ignore' }, 'pass'],
  ])('%s', async (_name, args, verdict) => {
    const starting = event('ready', '2026-03-02T09:55:00Z', { reason: 'Unhealthy' });
    const ending = event('gone', '2026-03-02T09:55:00Z', { reason: 'Unhealthy' });
    expect((await look({ events: [starting, ending], args, pods: [ready] })).verdict).toBe(verdict);
  });

  it('does not take for over what a pod warned of after it was ready, or what ended a pod', async () => {
    const args = { settled: 'ignore' };
    const later = event('ready', '2026-03-02T09:57:00Z', { reason: 'Unhealthy' });
    expect((await look({ events: [later], args, pods: [ready] })).verdict).toBe('fail');
    const evicted = event('gone', '2026-03-02T09:55:00Z', { reason: 'Evicted' });
    expect((await look({ events: [evicted], args, pods: [ready] })).verdict).toBe('fail');
  });

  it('goes by the cluster’s clock', async () => {
    // Five minutes ahead: 09:54 there is 09:49 here.
    const early = event('teei-buddy-x', '2026-03-02T09:54:00Z');
    expect((await look({ events: [early] })).verdict).toBe('fail');
    const ahead = await look({ events: [early], ahead: 300_000 });
    expect(ahead.verdict).toBe('pass');
    expect(ahead.summary).toContain('the cluster’s clock is 300s ahead');
  });
});

describe('the moment that is meant', () => {
  const clocks = { now, server: now };
  const session = { startedAt: '2026-03-02T09:00:00.000Z', changedAt };

  it.each([
    ['', '2026-03-02T09:49:59.000Z', `the last change, ${changedAt}`],
    ['10m', '2026-03-02T09:49:59.000Z', '10m ago'],
    ['2026-03-02T09:30:00Z', '2026-03-02T09:29:59.000Z', '2026-03-02T09:30:00Z'],
    ['2026-03-02T10:30:00+01:00', '2026-03-02T09:29:59.000Z', '2026-03-02T10:30:00+01:00'],
  ])('%j', (asked, from, told) => {
    expect(sinceOf(asked, clocks, session)).toEqual({ from: Date.parse(from), told });
  });

  it('is the session’s start where it has changed nothing', () => {
    const { startedAt } = session;
    expect(sinceOf('', clocks, { startedAt })?.told).toBe(`the session’s start, ${startedAt}`);
  });

  it('is taken a minute earlier, and said so, where the cluster does not tell its clock', () => {
    const since = sinceOf('10m', { now, server: undefined }, session);
    expect(since?.from).toBe(now - 660_000);
    expect(since?.told).toContain('less a minute');
  });

  it.each(['yesterday', '12:00', '2026-03-02'])('is not %s', (asked) => {
    expect(sinceOf(asked, clocks, session)).toBeUndefined();
  });
});
