import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLease } from '../../../../src/steps/actions/lock/lease.ts';
import { type Taken, takeLease, type TakeOptions } from '../../../../src/steps/actions/lock/take-lease.ts';
import { ClusterError } from '../../../../src/steps/ports/cluster.ts';
import { type LeaseServer, leaseServer } from '../../../fixtures/lease-server.ts';
import { fakeClock } from '../../../fixtures/run-context.ts';
import { fakeCluster } from '../../../fixtures/session/fake-cluster.ts';

const alice = { operator: 'alice@bastion', session: '20260302-100000-deploy-0001' };
const bob = { operator: 'bob@desk', session: '20260302-100500-deploy-0002' };

/** Alice's Lease as she left it, by a clock of hers that goes wrong by an hour. */
const hers = {
  holderIdentity: 'alice@bastion 20260302-100000-deploy-0001',
  leaseDurationSeconds: 30,
  acquireTime: '2026-03-02T11:00:00.000000Z',
  renewTime: '2026-03-02T11:00:10.000000Z',
  leaseTransitions: 4,
};

interface Told {
  readonly options: TakeOptions;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly waits: number[];
  readonly troubles: string[];
}

function asked(server: LeaseServer, more: Partial<TakeOptions> = {}): Told {
  const clock = fakeClock();
  const waits: number[] = [];
  const troubles: string[] = [];
  const options: TakeOptions = {
    cluster: fakeCluster(server.cluster),
    clock,
    signal: new AbortController().signal,
    name: 'teei-runbook',
    holder: bob,
    seconds: 120,
    watch: true,
    tell: (_lease, left) => void waits.push(left),
    troubled: (message) => void troubles.push(message),
    ...more,
  };
  return { options, clock, waits, troubles };
}

function times<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}

describe('taking a Lease', () => {
  it('makes one where there is none, as the API wants its times', async () => {
    const server = leaseServer();
    expect(await takeLease(asked(server).options)).toEqual({ taken: 'new' });
    expect(server.spec()).toEqual({
      holderIdentity: 'bob@desk 20260302-100500-deploy-0002',
      leaseDurationSeconds: 120,
      acquireTime: '2026-03-02T10:00:00.000000Z',
      renewTime: '2026-03-02T10:00:00.000000Z',
      leaseTransitions: 0,
    });
  });

  it('takes one that nobody holds at once, and counts the change of hands', async () => {
    const server = leaseServer();
    server.write({ ...hers, holderIdentity: '' });
    const { options, waits } = asked(server);
    expect(await takeLease(options)).toEqual({ taken: 'free' });
    expect(server.spec()).toMatchObject({ leaseTransitions: 5, leaseDurationSeconds: 120 });
    expect(waits).toEqual([]);
  });

  it('takes its own session’s without waiting, whoever operates it now', async () => {
    const server = leaseServer();
    server.write(hers);
    const { options, waits } = asked(server, { holder: { ...alice, operator: 'carol@laptop' } });
    expect(await takeLease(options)).toMatchObject({ taken: 'kept' });
    expect(server.spec()).toMatchObject({
      holderIdentity: 'carol@laptop 20260302-100000-deploy-0001',
      acquireTime: hers.acquireTime,
      leaseTransitions: 4,
    });
    expect(waits).toEqual([]);
  });

  it('takes over one that stays unchanged for its own whole length, by our clock alone', async () => {
    const server = leaseServer();
    server.write(hers);
    const { options, clock, waits } = asked(server);
    const began = clock.monotonic();
    const taken = await takeLease(options);
    expect(taken).toMatchObject({ taken: 'over', from: { holder: hers.holderIdentity }, watched: 30_000 });
    expect(Number(clock.monotonic() - began) / 1e6).toBe(30_000);
    expect(waits[0]).toBe(30_000);
    expect(server.spec()).toMatchObject({
      leaseTransitions: 5,
      holderIdentity: 'bob@desk 20260302-100500-deploy-0002',
    });
  });

  it('gives up at once when its holder renews it: they live', async () => {
    const server = leaseServer();
    server.write(hers);
    const renewedAt = '2026-03-02T11:00:20.000000Z';
    let looks = 0;
    const { options } = asked(server, {
      tell: () => {
        looks += 1;
        if (looks === 5) server.write({ ...hers, renewTime: renewedAt });
      },
    });
    expect(await takeLease(options)).toMatchObject({ taken: 'no', lease: { renewedAt } });
    expect(looks).toBe(5);
    expect(server.spec()).toMatchObject({ holderIdentity: hers.holderIdentity });
  });

  it('takes it when its holder gives it free while it is watched', async () => {
    const server = leaseServer();
    server.write(hers);
    const { options } = asked(server, { tell: () => server.write({ ...hers, holderIdentity: '' }) });
    expect(await takeLease(options)).toEqual({ taken: 'free' });
  });

  it('does not wait where it may not: somebody else holds it', async () => {
    const server = leaseServer();
    server.write(hers);
    const { options, clock } = asked(server, { watch: false });
    expect(await takeLease(options)).toMatchObject({ taken: 'no' });
    expect(clock.sleeps).toEqual([]);
  });

  it('looks again after a conflict, and finds who was quicker', async () => {
    const server = leaseServer();
    const { options } = asked(server, { watch: false });
    server.fail('create', new ClusterError('conflict', 'it is there already'));
    const taking = takeLease(options);
    server.write(hers);
    expect(await taking).toMatchObject({ taken: 'no', lease: { holder: hers.holderIdentity } });
  });

  it('counts time in which the server did not answer, since the Lease stayed the same', async () => {
    const server = leaseServer();
    server.write(hers);
    const { options, troubles } = asked(server, {
      tell: (_lease, left) => {
        if (left === 30_000)
          server.fail('get', ...times(5, () => new ClusterError('unreachable', 'no route')));
      },
    });
    expect(await takeLease(options)).toMatchObject({ taken: 'over' });
    expect(troubles).toHaveLength(5);
  });

  it('does not go on for ever where the server does not answer, and never takes that for a lock', async () => {
    const server = leaseServer();
    server.fail('get', ...times(100, () => new ClusterError('server', 'HTTP 500')));
    await expect(takeLease(asked(server).options)).rejects.toThrow('HTTP 500');
    expect(server.lease()).toBeUndefined();
  });

  it('gives up at once where it is forbidden', async () => {
    const server = leaseServer();
    server.fail('get', new ClusterError('forbidden', 'may not get leases'));
    const { options, clock } = asked(server);
    await expect(takeLease(options)).rejects.toThrow('may not get leases');
    expect(clock.sleeps).toEqual([]);
  });

  it('finds its own where the answer to making it was lost', async () => {
    const server = leaseServer();
    const { options } = asked(server);
    const lost = new ClusterError('unreachable', 'the connection broke');
    const create: typeof server.cluster.create = async (manifest, how) => {
      await server.cluster.create(manifest, how);
      throw lost;
    };
    const cluster = fakeCluster({ ...server.cluster, create });
    expect(await takeLease({ ...options, cluster })).toMatchObject({ taken: 'kept' });
  });

  it('stops with its step', async () => {
    const server = leaseServer();
    server.write(hers);
    const stop = new AbortController();
    const { options } = asked(server, { signal: stop.signal, tell: () => stop.abort('operator') });
    expect(await takeLease(options)).toEqual({ taken: 'stopped' });
    expect(server.spec()).toEqual(hers);
  });
});

describe('several who want one Lease at the same time', () => {
  it('never come to hold it together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.scheduler(), async (count, scheduler) => {
        const server = leaseServer();
        const scheduled = fakeCluster({
          get: scheduler.scheduleFunction(server.cluster.get),
          create: scheduler.scheduleFunction(server.cluster.create),
          replace: scheduler.scheduleFunction(server.cluster.replace),
        });
        const holders = Array.from({ length: count }, (_, at) => ({
          operator: 'x@y',
          session: `s-${String(at)}`,
        }));
        const all = Promise.all(
          holders.map((holder) =>
            takeLease(asked(server, { cluster: scheduled, holder, watch: false }).options),
          ),
        );
        await scheduler.waitFor(all);
        const winners = (await all).flatMap((taken: Taken, at) =>
          taken.taken === 'no' ? [] : [holders[at]],
        );
        expect(winners).toHaveLength(1);
        expect(readLease(server.lease() ?? {}).holder).toBe(`x@y ${winners[0]?.session ?? ''}`);
      }),
      { numRuns: 100 },
    );
  });
});
