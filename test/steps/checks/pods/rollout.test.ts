import { describe, expect, it } from 'vitest';
import { judgeRollout } from '../../../../src/steps/checks/pods/judge-rollout.ts';
import type { Rollout, RolloutRules } from '../../../../src/steps/checks/pods/rollout.ts';
import type { Deployment, NamespaceState } from '../../../../src/steps/ports/cluster.ts';
import { recordedState } from '../../../fixtures/recorded-state.ts';

const rules: RolloutRules = { zeroExpected: false, age: () => 0 };
const name = 'prod-teei-buddy-service';

function changed(change: Partial<Deployment>, from = 'ready'): NamespaceState {
  const state = recordedState(from);
  return { ...state, deployments: state.deployments.map((one) => ({ ...one, ...change })) };
}

function judge(state: NamespaceState, more: Partial<RolloutRules> = {}): Rollout {
  return judgeRollout(state.deployments[0]?.name ?? name, state, { ...rules, ...more });
}

describe('judgeRollout', () => {
  it('finds a finished rollout complete', () => {
    expect(judge(recordedState('ready'))).toMatchObject({
      phase: 'complete',
      ready: 1,
      desired: 1,
      revision: '1',
    });
  });

  it('names a Deployment that is not there', () => {
    const rollout = judgeRollout('prod-teei-nobody', recordedState('ready'), rules);
    expect(rollout).toMatchObject({ phase: 'missing', message: 'There is no Deployment prod-teei-nobody.' });
  });

  it('does not wait for a paused one', () => {
    expect(judge(changed({ paused: true })).phase).toBe('paused');
  });

  it('believes no status that is of an older generation', () => {
    expect(judge(changed({ generation: 9 })).phase).toBe('unobserved');
  });

  it('takes zero pods for success only where that is expected', () => {
    const none = { total: 0, updated: 0, ready: 0, available: 0 };
    const empty = { ...changed({ replicas: 0, pods: none }), pods: [] };
    expect(judge(empty).phase).toBe('stopped');
    expect(judge(empty, { zeroExpected: true }).phase).toBe('complete');
  });

  it.each([
    [{ total: 2, updated: 1, ready: 2, available: 2 }, 'progressing', '1 of 2 pods are of the new revision.'],
    [{ total: 3, updated: 2, ready: 3, available: 3 }, 'terminating', '1 old pod still to end.'],
    [{ total: 2, updated: 2, ready: 1, available: 1 }, 'progressing', '1 of 2 pods are available.'],
    [{ total: 2, updated: 2, ready: 2, available: 2 }, 'complete', 'Rolled out.'],
  ])('goes by updated, old ones gone, available: %o', (pods, phase, message) => {
    expect(judge(changed({ replicas: 2, pods }))).toMatchObject({ phase, message });
  });

  it('fails when the cluster’s own deadline is over, and gives the cause it knows', () => {
    const condition = {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: '',
      since: undefined,
    } as const;
    const rollout = judge(changed({ conditions: [condition] }, 'not-ready'));
    expect(rollout.phase).toBe('failed');
    expect(rollout.message).toContain('progressDeadlineSeconds');
    expect(rollout.message).toContain('readiness probe');
  });

  it.each([
    'crash-loop',
    'crash-loop-ended',
    'invalid-image-name',
    'create-container-config-error',
    'run-container-error',
  ])('fails at once for %s', (fixture) => {
    expect(judge(recordedState(fixture)).phase).toBe('failed');
  });

  it.each(['err-image-pull', 'image-pull-back-off', 'unschedulable', 'failed-mount'])(
    'gives %s time, and not for ever',
    (fixture) => {
      const state = recordedState(fixture);
      expect(judge(state).phase).toBe('progressing');
      expect(judge(state, { age: () => 15_000 }).phase).toBe('failed');
    },
  );

  it.each(['crash-once', 'not-ready'])('leaves %s to the deadline', (fixture) => {
    expect(judge(recordedState(fixture), { age: () => 3_600_000 }).phase).toBe('progressing');
  });

  it('fails when a quota keeps its pods from being created, and says so', () => {
    const rollout = judge(recordedState('failed-create-quota'));
    expect(rollout.phase).toBe('failed');
    expect(rollout.next).toContain('Raise the quota');
    expect(rollout.message).toContain('exceeded quota');
  });

  it('does not fail for a doomed pod while another of the revision serves', () => {
    const looping = recordedState('crash-loop');
    const [pod] = looping.pods;
    const [replicaSet] = looping.replicaSets;
    const good = recordedState('ready').pods.map((one) => ({
      ...one,
      owner: { kind: 'ReplicaSet', name: replicaSet?.name ?? '', uid: replicaSet?.uid ?? '' },
    }));
    const mixed = { ...looping, pods: [...looping.pods, ...good] };
    expect(pod).toBeDefined();
    expect(judge(mixed).phase).toBe('progressing');
  });

  it('does not hold pods of an older revision against the new one', () => {
    const looping = recordedState('crash-loop');
    const older = { ...looping, replicaSets: looping.replicaSets.map((set) => ({ ...set, revision: '0' })) };
    expect(judge(older)).toMatchObject({ phase: 'progressing', findings: [] });
  });

  it('warns of pods that should long be gone, and passes all the same', () => {
    const good = recordedState('ready');
    const [pod] = good.pods;
    const old = good.pods.map((one) => ({
      ...one,
      uid: 'old',
      name: 'old',
      deletedAt: '2020-01-01T00:00:00Z',
    }));
    const overdue = judge({ ...good, pods: [...good.pods, ...old] });
    expect(pod).toBeDefined();
    expect(overdue.phase).toBe('complete');
    expect(overdue.leaving.map((finding) => finding.pod)).toEqual(['old']);
    const leaving = old.map((one) => ({ ...one, deletedAt: '2999-01-01T00:00:00Z' }));
    const state = { ...good, pods: [...good.pods, ...leaving] };
    expect(judge(state).leaving).toEqual([]);
    expect(judge(state, { age: () => 60_000 }).leaving).toHaveLength(1);
  });

  it('tells a quota in words and by its name', () => {
    const rollout = judge(recordedState('failed-create-quota'));
    expect(rollout.message).toMatch(/exceeded quota \S+: a pod asks for \S+, used are \S+ of \S+$/);
    expect(rollout.findings[0]?.cause).toMatch(/^The quota \S+ of the namespace is used up\.$/);
  });
});
