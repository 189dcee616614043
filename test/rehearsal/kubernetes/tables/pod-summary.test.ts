import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { summaryOf } from '../../../../src/rehearsal/kubernetes/tables/pod-summary.ts';

const deleted = { deletionTimestamp: '2026-03-03T10:00:00Z' };
const proxy = { name: 'proxy', restartPolicy: 'Always' };

function pod(
  status: JsonObject,
  metadata: JsonObject = {},
  initContainers: readonly Json[] = [],
): KubeObject {
  const spec = { containers: [{ name: 'app' }], initContainers };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', ...metadata }, spec, status };
}

function running(name: string, more: JsonObject = {}): JsonObject {
  return { name, ready: true, started: true, restartCount: 0, state: { running: {} }, ...more };
}

function waiting(name: string, reason: string): JsonObject {
  return { name, state: { waiting: { reason } } };
}

describe('the status of a pod', () => {
  it('is Terminating while it is being deleted, unless it is over already', () => {
    expect(summaryOf(pod({ phase: 'Running' }, deleted)).reason).toBe('Terminating');
    expect(summaryOf(pod({ phase: 'Failed', reason: 'Evicted' }, deleted)).reason).toBe('Evicted');
  });

  it('is Unknown where its node was lost', () => {
    expect(summaryOf(pod({ phase: 'Running', reason: 'NodeLost' }, deleted)).reason).toBe('Unknown');
  });

  it('is SchedulingGated while a gate holds it back', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }];
    expect(summaryOf(pod({ phase: 'Pending', conditions })).reason).toBe('SchedulingGated');
  });

  it('is that of the first container that is not as it should be', () => {
    const containerStatuses = [waiting('a', 'ImagePullBackOff'), waiting('b', 'ErrImagePull'), running('c')];
    expect(summaryOf(pod({ phase: 'Pending', containerStatuses })).reason).toBe('ImagePullBackOff');
  });

  it('is NotReady where some containers are done and the others run without being ready', () => {
    const done = { name: 'a', state: { terminated: { reason: 'Completed', exitCode: 0 } } };
    const status = { phase: 'Running', containerStatuses: [done, running('b')] };
    expect(summaryOf(pod(status)).reason).toBe('NotReady');
    const conditions = [{ type: 'Ready', status: 'True' }];
    expect(summaryOf(pod({ ...status, conditions })).reason).toBe('Running');
  });
});

describe('a sidecar', () => {
  it('is counted among the containers, with its restarts', () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: '2026-03-03T09:00:00Z' } };
    const status = {
      phase: 'Running',
      initContainerStatuses: [running('proxy', { restartCount: 2, lastState })],
      containerStatuses: [running('app', { restartCount: 1 })],
    };
    expect(summaryOf(pod(status, {}, [proxy]))).toEqual({
      reason: 'Running',
      ready: 2,
      total: 2,
      restarts: 3,
      lastRestart: '2026-03-03T09:00:00Z',
    });
  });

  it('that has not started keeps the pod from starting', () => {
    const initContainerStatuses = [running('proxy', { started: false, ready: false })];
    expect(summaryOf(pod({ phase: 'Pending', initContainerStatuses }, {}, [proxy])).reason).toBe('Init:0/1');
  });
});
