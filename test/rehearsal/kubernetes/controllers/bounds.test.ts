import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../../src/rehearsal/kubernetes/controllers/support/conditions.ts';
import { at, numberAt, objectAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  change,
  deployment,
  eventsAbout,
  get,
  post,
  runningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

describe('a ResourceQuota', () => {
  it('counts what is used, and keeps a Deployment from more pods, which says why', async () => {
    const world = runningWorld();
    post(world, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few' },
      spec: { hard: { pods: '1' } },
    });
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    expect(objectAt(get(world, 'resourcequotas', 'few'), 'status')).toEqual({
      hard: { pods: '1' },
      used: { pods: '1' },
    });
    const failure = conditionOf(get(world, 'deployments.apps', 'web'), 'ReplicaFailure');
    expect(failure).toMatchObject({ status: 'True', reason: 'FailedCreate' });
    expect(failure?.['message']).toMatch(
      /^pods "web-\w+-\w{5}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1$/,
    );
    expect(
      eventsAbout(world, 'web').some((text) => text.startsWith('FailedCreate: Error creating: pods "web-')),
    ).toBe(true);
    change(world, 'resourcequotas', 'few', ['spec', 'hard', 'pods'], '5');
    await world.schedule.pass(60_000);
    expect(conditionOf(get(world, 'deployments.apps', 'web'), 'ReplicaFailure')).toBeUndefined();
    expect(at(get(world, 'resourcequotas', 'few'), 'status', 'used')).toEqual({ pods: '2' });
  });
});

describe('a PodDisruptionBudget', () => {
  it('tells how many pods may be disrupted', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1', { replicas: 3 }));
    post(world, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    });
    await world.schedule.pass(500);
    const status = (): unknown => objectAt(get(world, 'poddisruptionbudgets.policy', 'web'), 'status');
    expect(status()).toMatchObject({
      currentHealthy: 0,
      desiredHealthy: 2,
      disruptionsAllowed: 0,
      expectedPods: 3,
    });
    await world.schedule.pass(10_000);
    expect(status()).toMatchObject({
      currentHealthy: 3,
      disruptionsAllowed: 1,
      conditions: [{ type: 'DisruptionAllowed', status: 'True', reason: 'SufficientPods' }],
    });
  });
});

describe('a HorizontalPodAutoscaler', () => {
  it('adds pods when they use too much, and takes them away five minutes after they do no more', async () => {
    let cpu = 0.0025;
    const world = runningWorld();
    world.setUsage(() => ({ cpu, memory: 1 }));
    post(world, deployment('web', 'web:1'));
    const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } };
    post(world, {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 2,
        maxReplicas: 8,
        metrics: [{ type: 'Resource', resource }],
      },
    });
    const replicas = (): number | undefined =>
      numberAt(get(world, 'deployments.apps', 'web'), 'spec', 'replicas');
    const hpa = (): ReturnType<typeof get> => get(world, 'horizontalpodautoscalers.autoscaling', 'web');
    await world.schedule.pass(40_000);
    expect(replicas()).toBe(2);
    expect(conditionOf(hpa(), 'ScalingActive')).toMatchObject({ status: 'True', reason: 'ValidMetricFound' });
    cpu = 0.01;
    await world.schedule.pass(10_000);
    expect(replicas()).toBe(6);
    await world.schedule.pass(20_000);
    expect(replicas()).toBe(8);
    expect(conditionOf(hpa(), 'ScalingLimited')).toMatchObject({ status: 'True', reason: 'TooManyReplicas' });
    expect(eventsAbout(world, 'web')).toContain(
      'SuccessfulRescale: New size: 8; reason: cpu resource utilization (percentage of request) above target',
    );
    cpu = 0.0005;
    await world.schedule.pass(200_000);
    expect(replicas()).toBe(8);
    await world.schedule.pass(150_000);
    expect(replicas()).toBe(2);
  });
});

describe('a PersistentVolumeClaim', () => {
  it('is bound after a while, and a pod waits for it', async () => {
    const world = runningWorld();
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const container = { name: 'web', image: 'web:1' };
    const spec = { containers: [container], volumes };
    post(world, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
    await world.schedule.pass(1000);
    expect(conditionOf(get(world, 'pods', 'web'), 'PodScheduled')?.['message']).toContain(
      'persistentvolumeclaim "data" not found',
    );
    post(world, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    await world.schedule.pass(10_000);
    expect(objectAt(get(world, 'persistentvolumeclaims', 'data'), 'status')).toMatchObject({
      phase: 'Bound',
      capacity: { storage: '1Gi' },
    });
    expect(at(get(world, 'pods', 'web'), 'status', 'phase')).toBe('Running');
  });
});
