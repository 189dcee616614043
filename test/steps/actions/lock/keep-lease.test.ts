import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockAcquire } from '../../../../src/steps/actions/lock-acquire.ts';
import { lockRelease } from '../../../../src/steps/actions/lock-release.ts';
import { leaseKind, readLease } from '../../../../src/steps/actions/lock/lease.ts';
import { ClusterError } from '../../../../src/steps/ports/cluster.ts';
import { leaseServer } from '../../../fixtures/lease-server.ts';
import { fakeClock, fakeRunContext } from '../../../fixtures/run-context.ts';
import { fakeCluster } from '../../../fixtures/session/fake-cluster.ts';
import { simulatedCluster } from '../../../platform/cluster/simulated.ts';

type Simulated = Awaited<ReturnType<typeof simulatedCluster>>;

const args = { name: 'teei-runbook', duration: '2m' };

describe('a lock on an API server', () => {
  let simulated: Simulated;
  beforeEach(async () => {
    simulated = await simulatedCluster();
  });
  afterEach(async () => {
    await simulated.server.close();
  });

  function by(session: string, operator = 'olga@bastion') {
    const { cluster } = simulated;
    return fakeRunContext({ operator, values: { session }, ports: { cluster, clock: fakeClock() } });
  }

  async function holder(): Promise<string> {
    return readLease((await simulated.cluster.get(leaseKind, 'teei-runbook')) ?? {}).holder;
  }

  const hold = lockAcquire.hold(args);

  it('is taken, renewed and given free', async () => {
    expect(await lockAcquire.run(args, by('s-1'))).toMatchObject({ verdict: 'pass' });
    expect(await hold?.renew(by('s-1'))).toMatchObject({ found: 'held' });
    expect(await holder()).toBe('olga@bastion s-1');
    expect(await hold?.release(by('s-1'))).toMatchObject({ result: 'released' });
    expect(await holder()).toBe('');
    expect(await hold?.release(by('s-1'))).toMatchObject({ result: 'not-held' });
  });

  it('is found lost by the one from whom it was taken over, who then leaves it alone', async () => {
    await lockAcquire.run(args, by('s-1'));
    const second = await lockAcquire.run(args, by('s-2', 'bob@desk'));
    expect(second).toMatchObject({ verdict: 'pass', evidence: [{ details: [expect.any(String)] }] });
    expect(second.summary).toContain(
      'taken over from olga@bastion (session s-1), which has not renewed it for 2m',
    );
    expect(await hold?.renew(by('s-1'))).toMatchObject({ found: 'lost' });
    expect(await hold?.retake(by('s-1'))).toMatchObject({ found: 'lost' });
    expect(await hold?.release(by('s-1'))).toMatchObject({ result: 'not-held' });
    expect(await lockRelease.run({}, by('s-1'))).toMatchObject({ verdict: 'pass' });
    expect(await holder()).toBe('bob@desk s-2');
  });

  it('is lost where its Lease is deleted, and can be taken again', async () => {
    await lockAcquire.run(args, by('s-1'));
    await simulated.cluster.remove(leaseKind, 'teei-runbook', {});
    const found = await hold?.renew(by('s-1'));
    expect(found?.observed).toBe('its Lease teei-runbook is gone: somebody has deleted it');
    expect(await hold?.retake(by('s-1'))).toMatchObject({ found: 'held' });
    expect(await holder()).toBe('olga@bastion s-1');
  });

  it('is given free by its own step', async () => {
    await lockAcquire.run(args, by('s-1'));
    expect(await lockRelease.run({}, by('s-1'))).toMatchObject({ verdict: 'pass' });
    expect(lockRelease.closes({})).toBe(hold?.key);
    expect(await holder()).toBe('');
  });
});

describe('a lock where the server can’t be asked', () => {
  const hold = lockAcquire.hold(args);

  it('is neither held nor lost', async () => {
    expect(await hold?.renew(broken('server'))).toEqual({ found: 'unknown', observed: 'no answer' });
    expect(await hold?.retake(broken('unreachable'))).toEqual({ found: 'unknown', observed: 'no answer' });
  });

  it('is an error to take and to give free, never a pass', async () => {
    expect(await lockAcquire.run(args, broken('throttled'))).toMatchObject({ verdict: 'error' });
    expect(await lockAcquire.run(args, broken('forbidden'))).toMatchObject({ verdict: 'error' });
    expect(await lockRelease.run({}, broken('server'))).toMatchObject({ verdict: 'error' });
    expect(await lockAcquire.run(args, fakeRunContext())).toMatchObject({ verdict: 'error' });
    expect(await lockRelease.run({}, fakeRunContext())).toMatchObject({ verdict: 'error' });
  });

  it('says how it is freed by hand where it could not be given free', async () => {
    const release = await hold?.release(broken('unreachable'));
    expect(release).toMatchObject({ result: 'failed', observed: 'no answer' });
    expect(release).toHaveProperty(
      'next',
      `It expires by itself. To free it at once: kubectl patch lease teei-runbook -n teei-production --type=merge -p '{"spec":{"holderIdentity":""}}'`,
    );
  });
});

/** A session whose server does not answer, and so fails for as long as anybody asks. */
function broken(reason: ClusterError['reason']) {
  const server = leaseServer();
  const errors = Array.from({ length: 100 }, () => new ClusterError(reason, 'no answer'));
  server.fail('get', ...errors);
  const cluster = fakeCluster(server.cluster);
  return fakeRunContext({ values: { session: 's-1' }, ports: { cluster, clock: fakeClock() } });
}
