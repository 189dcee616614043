import { describe, expect, it } from 'vitest';
import { isStill, stillWriting } from '../../../../src/steps/actions/writers/still-writing.ts';
import type { Job, NamespaceState, Pod, ReplicaSet } from '../../../../src/steps/ports/cluster.ts';
import { emptyState } from '../../../fixtures/scripted-cluster.ts';

function replicaSet(name: string, deployment: string): ReplicaSet {
  const owner = { kind: 'Deployment', name: deployment, uid: deployment };
  return { name, uid: name, owner, revision: '1', replicas: 0, conditions: [], createdAt: undefined };
}

function pod(name: string, owner: Pod['owner'], more: Partial<Pod> = {}): Pod {
  return {
    name,
    uid: name,
    owner,
    phase: 'Running',
    reason: undefined,
    message: undefined,
    node: 'node1',
    revisionHash: undefined,
    conditions: [],
    containers: [],
    createdAt: undefined,
    deletedAt: undefined,
    finalizers: [],
    ...more,
  };
}

function job(name: string, active: number): Job {
  return { name, uid: name, active, succeeded: 0, failed: 0, conditions: [], createdAt: undefined };
}

const ofApi = { kind: 'ReplicaSet', name: 'api-1', uid: 'api-1' };
const base: NamespaceState = { ...emptyState, replicaSets: [replicaSet('api-1', 'api')] };

describe('what still writes', () => {
  it('is a pod that is being ended', () => {
    const ending = pod('api-1-a', ofApi, { deletedAt: '2026-01-01T00:00:00Z' });
    const left = stillWriting({ ...base, pods: [ending] }, ['api']);
    expect(left).toEqual({ pods: ['api-1-a'], jobs: [], others: [] });
    expect(isStill(left)).toBe(false);
  });

  it.each(['Succeeded', 'Failed'])('is no pod that has %s', (phase) => {
    expect(isStill(stillWriting({ ...base, pods: [pod('api-1-a', ofApi, { phase })] }, ['api']))).toBe(true);
  });

  it('is a Job at work, and none that is done', () => {
    const ofJob = pod('nightly-1-a', { kind: 'Job', name: 'nightly-1', uid: 'j' });
    const state = { ...base, jobs: [job('nightly-1', 1), job('nightly-0', 0)], pods: [ofJob] };
    expect(stillWriting(state, ['api'])).toEqual({ pods: [], jobs: ['nightly-1'], others: [] });
  });

  it('is nothing that was not asked to stop, which is named', () => {
    const database = pod('postgres-0', { kind: 'StatefulSet', name: 'postgres', uid: 'p' });
    const left = stillWriting({ ...base, pods: [database, pod('api-1-a', ofApi)] }, ['other']);
    expect(left).toEqual({ pods: [], jobs: [], others: ['postgres-0', 'api-1-a'] });
    expect(isStill(left)).toBe(true);
  });
});
