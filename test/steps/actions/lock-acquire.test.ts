import { describe, expect, it } from 'vitest';
import { judgeTaken, lockAcquire } from '../../../src/steps/actions/lock-acquire.ts';
import { readLease } from '../../../src/steps/actions/lock/lease.ts';
import type { Taken } from '../../../src/steps/actions/lock/take-lease.ts';
import { previewContext } from '../../fixtures/run-context.ts';

const lease = readLease({
  spec: {
    holderIdentity: 'alice@bastion 20260302-100000-deploy-0001',
    leaseDurationSeconds: 30,
    acquireTime: '2026-03-02T10:00:00.000000Z',
    renewTime: '2026-03-02T10:05:00.000000Z',
    leaseTransitions: 1,
  },
});

describe('what taking a lock came to', () => {
  const args = { name: 'teei-runbook', duration: 120_000 };

  it.each<[Taken, string, string]>([
    [{ taken: 'new' }, 'pass', 'holds the lock teei-runbook of teei-production'],
    [{ taken: 'free' }, 'pass', 'holds the lock teei-runbook of teei-production'],
    [{ taken: 'kept', lease }, 'pass', 'holds the lock teei-runbook of teei-production'],
    [
      { taken: 'over', from: lease, watched: 30_400 },
      'pass',
      'holds the lock teei-runbook of teei-production, taken over from alice@bastion (session 20260302-100000-deploy-0001), which has not renewed it for 30s',
    ],
    [
      { taken: 'no', lease },
      'fail',
      'alice@bastion (session 20260302-100000-deploy-0001) holds the lock teei-runbook of teei-production, last renewed at 2026-03-02T10:05:00.000000Z',
    ],
    [
      { taken: 'stopped' },
      'inconclusive',
      'stopped before the lock teei-runbook of teei-production could be taken',
    ],
  ])('%j', (taken, verdict, summary) => {
    expect(judgeTaken(taken, args, previewContext())).toMatchObject({
      verdict,
      summary,
      evidence: [{ check: 'lock.acquire', result: verdict }],
    });
  });

  it('tells who is refused since when, when it was renewed last, and what to do', () => {
    const { evidence } = judgeTaken({ taken: 'no', lease }, args, previewContext());
    expect(evidence[0]).toEqual({
      check: 'lock.acquire',
      result: 'fail',
      what: 'the lock teei-runbook of teei-production',
      expected: 'held by this session alone',
      observed: 'alice@bastion (session 20260302-100000-deploy-0001) holds it',
      since: '2026-03-02T10:00:00.000000Z',
      details: [
        'acquired 2026-03-02T10:00:00.000000Z, last renewed 2026-03-02T10:05:00.000000Z, changed hands once',
      ],
      next: 'Talk to them: the lock is free when that session ends. If it has died, run this step again: after 30s without a renewal the lock is taken over',
    });
  });

  it('tells a holder that is none of ours as it stands', () => {
    const other = readLease({ spec: { holderIdentity: 'a controller of somebody' } });
    const { summary } = judgeTaken({ taken: 'no', lease: other }, args, previewContext());
    expect(summary).toMatch(/^a controller of somebody holds the lock .* at a time that is not told$/);
  });
});

describe('the arguments of lock.acquire', () => {
  it.each(['2s', '1500ms', '3500ms', '2h'])('refuse a duration of %s', (duration) => {
    expect(lockAcquire.schema.safeParse({ duration }).success).toBe(false);
  });

  it.each(['-a', 'A', 'a b', ''])('refuse the name %j', (name) => {
    expect(lockAcquire.schema.safeParse({ name }).success).toBe(false);
  });

  it('are two minutes and the one name for all runbooks where they are left out', () => {
    expect(lockAcquire.schema.parse({})).toEqual({ name: 'teei-runbook', duration: 120_000 });
  });
});
