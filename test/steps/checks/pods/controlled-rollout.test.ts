import { describe, expect, it } from 'vitest';
import {
  readControllerRevision,
  readDaemonSet,
  readStatefulSet,
} from '../../../../src/platform/cluster/read/controlled.ts';
import { judgeRollout } from '../../../../src/steps/checks/pods/judge-rollout.ts';
import type { Rollout, RolloutRules } from '../../../../src/steps/checks/pods/rollout.ts';
import type { NamespaceState, Pod } from '../../../../src/steps/ports/cluster.ts';
import { onlyPod, recordedState } from '../../../fixtures/recorded-state.ts';
import { emptyState } from '../../../fixtures/scripted-cluster.ts';

const rules: RolloutRules = { zeroExpected: false, age: () => 60_000 };
const uid = 'set-uid';
const template = { spec: { containers: [{ name: 'db', image: 'registry.example.com/db:v2' }] } };

/** A pod of the set as it is in a recorded state: `ready`, `crash-loop`, `not-ready`. */
function pod(name: string, revisionHash: string, recorded = 'ready'): Pod {
  const kept = onlyPod(recordedState(recorded));
  return { ...kept, name, uid: `${name}-uid`, revisionHash, owner: { kind: 'StatefulSet', name: 'db', uid } };
}

function revision(name: string, number: number) {
  return readControllerRevision({
    metadata: { name, ownerReferences: [{ controller: true, kind: 'StatefulSet', name: 'db', uid }] },
    revision: number,
  });
}

function statefulSet(pods: readonly Pod[], spec: object = {}, status: object = {}): NamespaceState {
  const set = readStatefulSet({
    metadata: { name: 'db', uid, generation: 2 },
    spec: { replicas: 3, template, ...spec },
    status: {
      observedGeneration: 2,
      replicas: 3,
      currentRevision: 'db-old',
      updateRevision: 'db-new',
      ...status,
    },
  });
  const controllerRevisions = [revision('db-old', 1), revision('db-new', 2)];
  return { ...emptyState, statefulSets: [set], controllerRevisions, pods };
}

function daemonSet(pods: readonly Pod[], spec: object = {}, status: object = {}): NamespaceState {
  const set = readDaemonSet({
    metadata: { name: 'db', uid, generation: 2 },
    spec: { template, ...spec },
    status: {
      observedGeneration: 2,
      desiredNumberScheduled: 2,
      updatedNumberScheduled: 2,
      numberAvailable: 2,
      ...status,
    },
  });
  const controllerRevisions = [revision('db-old', 1), revision('db-new', 2)];
  return { ...emptyState, daemonSets: [set], controllerRevisions, pods };
}

function judgeSet(state: NamespaceState, more: Partial<RolloutRules> = {}): Rollout {
  const kind = state.daemonSets.length > 0 ? 'DaemonSet' : 'StatefulSet';
  return judgeRollout('db', state, { ...rules, ...more }, kind);
}

const old = [pod('db-0', 'db-old'), pod('db-1', 'db-old'), pod('db-2', 'db-old')];
const updated = [pod('db-0', 'db-new'), pod('db-1', 'db-new'), pod('db-2', 'db-new')];
const [old0, old1] = old;
const [, , new2] = updated;
if (old0 === undefined || old1 === undefined || new2 === undefined) throw new Error('no pods');

describe('the rollout of a StatefulSet', () => {
  it('is complete when every pod is of the new revision and ready, and says which that is', () => {
    expect(judgeSet(statefulSet(updated))).toMatchObject({
      phase: 'complete',
      ready: 3,
      desired: 3,
      revision: '2',
    });
  });

  it('goes by the pods’ own revision, not by counts of the controller', () => {
    expect(judgeSet(statefulSet([old0, old1, new2]))).toMatchObject({
      phase: 'progressing',
      message: '1 of 3 pods are of the new revision.',
    });
  });

  it('believes no status that is of an older generation', () => {
    expect(judgeSet(statefulSet(updated, {}, { observedGeneration: 1 })).phase).toBe('unobserved');
  });

  it('is done where its partition keeps pods behind, and says so', () => {
    const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } };
    expect(judgeSet(statefulSet([old0, old1, new2], spec))).toMatchObject({
      phase: 'complete',
      message: 'Rolled out to 1 of 3 pods, as its partition 2 says.',
    });
    expect(judgeSet(statefulSet(old, spec)).phase).toBe('progressing');
  });

  it('tells at once that OnDelete never ends by itself', () => {
    const rollout = judgeSet(statefulSet([old0, old1, new2], { updateStrategy: { type: 'OnDelete' } }));
    expect(rollout.phase).toBe('paused');
    expect(rollout.message).toContain('OnDelete: 2 of 3 pods keep the older revision');
    expect(judgeSet(statefulSet(updated, { updateStrategy: { type: 'OnDelete' } })).phase).toBe('complete');
  });

  it('fails when all pods of the new revision are doomed, and says that they must be deleted by hand', () => {
    const rollout = judgeSet(statefulSet([old0, old1, pod('db-2', 'db-new', 'crash-loop')]));
    expect(rollout).toMatchObject({ phase: 'failed', short: 'CrashLoopBackOff' });
    expect(rollout.next).toContain('kubectl delete pod db-2');
  });

  it('says which older pod holds it up for ever', () => {
    const rollout = judgeSet(statefulSet([old0, old1, pod('db-2', 'db-old', 'crash-loop')]));
    expect(rollout).toMatchObject({ phase: 'failed', short: 'held up' });
    expect(rollout.next).toContain('kubectl delete pod db-2');
    const parallel = { podManagementPolicy: 'Parallel' };
    expect(judgeSet(statefulSet([old0, old1, pod('db-2', 'db-old', 'crash-loop')], parallel)).phase).toBe(
      'progressing',
    );
  });

  it('fails when its pods can’t be created, which only events tell, and not by an event of long ago', () => {
    const event = {
      type: 'Warning',
      reason: 'FailedCreate',
      message:
        'create Pod db-2 in StatefulSet db failed error: pods "db-2" is forbidden: exceeded quota: small',
      object: { kind: 'StatefulSet', name: 'db', uid },
      count: 3,
      at: '2026-03-02T10:00:00Z',
    };
    const state = { ...statefulSet([old0, old1]), events: [event] };
    expect(judgeSet(state)).toMatchObject({
      phase: 'failed',
      message: 'Its pods can’t be created: pods "db-2" is forbidden: exceeded quota: small',
      next: 'Raise the quota of the namespace, or lower what the pods request',
    });
    const made = state.controllerRevisions.map((one) => ({ ...one, createdAt: '2026-03-02T11:00:00Z' }));
    expect(judgeSet({ ...state, controllerRevisions: made }).phase).toBe('progressing');
  });
});

describe('the rollout of a DaemonSet', () => {
  const both = [pod('db-a', 'new'), pod('db-b', 'new')];

  it('is complete when every node’s pod is of the newest revision and available', () => {
    expect(judgeSet(daemonSet(both))).toMatchObject({
      phase: 'complete',
      ready: 2,
      desired: 2,
      revision: '2',
    });
  });

  it.each([
    [
      [pod('db-a', 'old'), pod('db-b', 'new')],
      { updatedNumberScheduled: 1 },
      '1 of 2 pods are of the new revision.',
    ],
    [both, { numberAvailable: 1 }, '1 of 2 pods are available.'],
  ])('says how far it is: %#', (pods, status, message) => {
    expect(judgeSet(daemonSet(pods, {}, status))).toMatchObject({ phase: 'progressing', message });
  });

  it('fails when all pods of the new revision are doomed, whatever the older ones do', () => {
    const pods = [pod('db-a', 'old'), pod('db-b', 'new', 'crash-loop')];
    expect(judgeSet(daemonSet(pods, {}, { updatedNumberScheduled: 1 })).phase).toBe('failed');
    const older = [pod('db-a', 'new'), pod('db-b', 'old', 'crash-loop')];
    expect(judgeSet(daemonSet(older, {}, { updatedNumberScheduled: 1 })).phase).toBe('progressing');
  });

  it('tells OnDelete, and that no node is for it', () => {
    const pods = [pod('db-a', 'old'), pod('db-b', 'new')];
    expect(judgeSet(daemonSet(pods, { updateStrategy: { type: 'OnDelete' } })).phase).toBe('paused');
    expect(judgeSet(daemonSet([], {}, { desiredNumberScheduled: 0 })).phase).toBe('stopped');
  });
});

describe('a rollout of somebody else', () => {
  it('is told and never passed, however well it goes', () => {
    const state = statefulSet(updated);
    const rollout = judgeSet(state, { pinned: () => 'another template' });
    expect(rollout.phase).toBe('superseded');
    expect(rollout.message).toContain('it is at revision 2 now');
    expect(judgeSet(state, { pinned: () => state.statefulSets[0]?.template }).phase).toBe('complete');
  });
});
