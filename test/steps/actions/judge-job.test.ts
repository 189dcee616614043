import { describe, expect, it } from 'vitest';
import { makeJobJudge } from '../../../src/steps/actions/job/judge-job.ts';
import type { Condition, Job, NamespaceState } from '../../../src/steps/ports/cluster.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';
import { emptyState } from '../../fixtures/scripted-cluster.ts';

function job(...conditions: readonly Partial<Condition>[]): Job {
  return {
    name: 'migrate',
    uid: 'job-1',
    active: 0,
    succeeded: 0,
    failed: 0,
    createdAt: undefined,
    conditions: conditions.map((one) => ({
      type: '',
      status: 'True',
      reason: '',
      message: '',
      since: undefined,
      ...one,
    })),
  };
}

/** A state with the Job and a recorded pod as its own. */
function state(one: Job, fixture?: string): NamespaceState {
  const recorded = fixture === undefined ? emptyState : recordedState(fixture);
  const owner = { kind: 'Job', name: one.name, uid: one.uid };
  return { ...recorded, jobs: [one], pods: recorded.pods.map((pod) => ({ ...pod, owner })) };
}

describe('judging a Job', () => {
  it('goes on until there is a verdict', () => {
    expect(makeJobJudge('migrate', () => 0)(state(job()))).toBeUndefined();
    const notYet = job({ type: 'Complete', status: 'False' });
    expect(makeJobJudge('migrate', () => 0)(state(notYet))).toBeUndefined();
  });

  it('knows a completed one', () => {
    expect(makeJobJudge('migrate', () => 0)(state(job({ type: 'Complete' })))).toEqual({ kind: 'complete' });
  });

  it('gives the exit code of a failed one', () => {
    const end = makeJobJudge('migrate', () => 0)(state(job({ type: 'Failed' }), 'crash-loop-ended'));
    expect(end).toMatchObject({ kind: 'failed', exitCode: 1, message: 'It failed with exit code 1.' });
  });

  it('tells a deadline from a failure', () => {
    const end = makeJobJudge('migrate', () => 0)(state(job({ type: 'Failed', reason: 'DeadlineExceeded' })));
    expect(end).toMatchObject({ message: 'It did not end within its deadline and the cluster stopped it.' });
  });

  it('notices that somebody deleted it, but not before it was there', () => {
    const judge = makeJobJudge('migrate', () => 0);
    expect(judge(emptyState)).toBeUndefined();
    expect(judge(state(job()))).toBeUndefined();
    expect(judge(emptyState)).toMatchObject({ kind: 'deleted' });
  });

  it.each(['invalid-image-name', 'create-container-config-error'])('fails at once for %s', (fixture) => {
    expect(makeJobJudge('migrate', () => 0)(state(job(), fixture))).toMatchObject({ kind: 'cannot-start' });
  });

  it('gives a registry in trouble 10 s', () => {
    let now = 0;
    const judge = makeJobJudge('migrate', () => now);
    expect(judge(state(job(), 'image-pull-back-off'))).toBeUndefined();
    now = 10_000;
    expect(judge(state(job(), 'image-pull-back-off'))).toMatchObject({ kind: 'cannot-start' });
  });
});
