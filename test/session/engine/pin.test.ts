import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/steps/ports/cluster.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import { codes, eventsOf, openSession, run } from '../../fixtures/session/open-session.ts';
import { shellStep } from '../../fixtures/session/plan.ts';

const pin = { server: 'https://one', uid: 'u-1', context: 'prod', namespace: 'teei', version: 'v1.32.1' };

describe('the pin', () => {
  const text = shellStep('id: look, effect: read', 'look') + shellStep('id: change', 'change');
  const scripts = { look: {}, change: {} };

  it.each([
    ['server', 'https://two'],
    ['uid', 'u-2'],
    ['context', 'other'],
    ['namespace', 'elsewhere'],
  ])('stops a change on a cluster with another %s before anything is run', async (key, value) => {
    const cluster = fakeCluster({ identity: () => Promise.resolve({ ...pin, [key]: value }) });
    const { session, shell, journal } = await openSession({
      text,
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    await run(session);
    const refused = await run(session);
    expect(codes(refused)).toEqual(['session/cluster-changed']);
    expect(shell.runs.map(({ script }) => script)).toEqual(['look']);
    expect(eventsOf(journal, 'step.started').map(({ step }) => step.id)).toEqual(['look']);
  });

  it.each<[string, Cluster | undefined, string]>([
    ['there is no connection', undefined, 'session/cluster-changed'],
    [
      'it does not answer',
      fakeCluster({ identity: () => Promise.reject(new Error('ETIMEDOUT')) }),
      'session/cluster-unchecked',
    ],
  ])('stops a change where %s', async (_what, cluster, code) => {
    const { session, shell } = await openSession({
      text,
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    await run(session);
    expect(codes(await run(session))).toEqual([code]);
    expect(shell.runs).toHaveLength(1);
  });

  it('is on record as checked where it is the same, whatever its version', async () => {
    const cluster = fakeCluster({ identity: () => Promise.resolve({ ...pin, version: 'v1.33.0' }) });
    const { session, journal } = await openSession({
      text,
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    await run(session);
    await run(session);
    expect(eventsOf(journal, 'step.started').map((event) => event.cluster_checked)).toEqual([
      undefined,
      true,
    ]);
  });

  it('never lets another step run than the one it was checked for', async () => {
    const held = Promise.withResolvers<typeof pin>();
    const cluster = fakeCluster({ identity: () => held.promise });
    const { session, shell } = await openSession({
      text: shellStep('id: a', 'change') + shellStep('id: b', 'look'),
      scripts,
      facts: { cluster: pin },
      ports: { cluster },
    });
    const ran = run(session);
    await session.dispatch({ intent: 'skip', reason: 'meanwhile' });
    held.resolve(pin);
    expect(codes(await ran)).toEqual(['session/moved-on']);
    expect(shell.runs).toEqual([]);
  });
});
