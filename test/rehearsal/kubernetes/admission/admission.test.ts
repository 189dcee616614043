import { describe, expect, it } from 'vitest';
import { at, type Json, type JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { posted } from '../../../fixtures/rehearsal/posted.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

function pod(name: string, resources: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'app', image: 'app:1', resources }], ...spec },
  };
}

function configMap(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
}

function bounds(kind: 'LimitRange' | 'ResourceQuota', spec: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'bounds' }, spec };
}

async function worldWith(...objects: readonly JsonObject[]): Promise<World> {
  const world = quietWorld();
  for (const object of objects) await posted(world, object);
  return world;
}

const quota = (hard: JsonObject): JsonObject => bounds('ResourceQuota', { hard });
const limits = (...items: readonly Json[]): JsonObject => bounds('LimitRange', { limits: items });

describe('a quota', () => {
  it('refuses the pod that is one too many, also where all come at once', async () => {
    const world = await worldWith(quota({ pods: '2' }));
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => posted(world, pod(name))));
    expect(answers.map((one) => typeof one)).toEqual(['object', 'object', 'string']);
    expect(answers[2]).toBe(
      'pods "c" is forbidden: exceeded quota: bounds, requested: pods=1, used: pods=2, limited: pods=2',
    );
  });

  it('counts what containers ask for, and names every resource that is exceeded', async () => {
    const world = await worldWith(quota({ 'limits.memory': '1Gi', 'requests.cpu': '500m' }));
    const big = { limits: { cpu: '400m', memory: '700Mi' } };
    expect(await posted(world, pod('a', big))).toBeTypeOf('object');
    expect(await posted(world, pod('b', big))).toBe(
      'pods "b" is forbidden: exceeded quota: bounds, requested: limits.memory=700Mi,requests.cpu=400m, ' +
        'used: limits.memory=700Mi,requests.cpu=400m, limited: limits.memory=1Gi,requests.cpu=500m',
    );
  });

  it('wants every container to say what the quota bounds', async () => {
    const world = await worldWith(quota({ 'limits.memory': '1Gi', 'requests.cpu': '1' }));
    expect(await posted(world, pod('a'))).toBe(
      'pods "a" is forbidden: failed quota: bounds: must specify limits.memory for: app; requests.cpu for: app',
    );
  });

  it('counts objects of other kinds', async () => {
    const world = await worldWith(quota({ 'count/deployments.apps': '0', configmaps: '1' }));
    expect(await posted(world, configMap('a'))).toBeTypeOf('object');
    expect(await posted(world, configMap('b'))).toContain(
      'exceeded quota: bounds, requested: configmaps=1, used: configmaps=1',
    );
  });
});

describe('a limit range', () => {
  it('gives containers what they leave out, and notes it', async () => {
    const world = await worldWith(
      limits({ type: 'Container', default: { memory: '128Mi' }, defaultRequest: { cpu: '10m' } }),
    );
    const made = await posted(world, pod('a'));
    if (typeof made === 'string') throw new Error(made);
    expect(at(made, 'metadata', 'annotations')).toEqual({
      'kubernetes.io/limit-ranger':
        'LimitRanger plugin set: cpu, memory request for container app; memory limit for container app',
    });
    expect(at(made, 'spec', 'containers')).toMatchObject([
      { resources: { limits: { memory: '128Mi' }, requests: { cpu: '10m', memory: '128Mi' } } },
    ]);
    expect(at(made, 'status', 'qosClass')).toBe('Burstable');
  });

  it('refuses what is beyond it, for each container and for the whole pod', async () => {
    const world = await worldWith(
      limits(
        { type: 'Container', max: { memory: '800Mi' }, min: { memory: '10Mi' } },
        { type: 'Pod', max: { memory: '600Mi' } },
      ),
    );
    expect(await posted(world, pod('a', { limits: { memory: '2Gi' }, requests: { memory: '1Mi' } }))).toBe(
      'pods "a" is forbidden: [minimum memory usage per Container is 10Mi, but request is 1Mi, ' +
        'maximum memory usage per Container is 800Mi, but limit is 2Gi, maximum memory usage per Pod is 600Mi, but limit is 2Gi]',
    );
  });
});

describe('the service account of a pod', () => {
  it('has to be there', async () => {
    const world = quietWorld();
    const one = { ...pod('a', {}, { serviceAccountName: 'runner' }), metadata: { generateName: 'a-' } };
    expect(await posted(world, one)).toBe(
      'pods "a-" is forbidden: error looking up service account prod/runner: serviceaccount "runner" not found',
    );
    await posted(world, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'runner' } });
    expect(await posted(world, one)).toBeTypeOf('object');
  });
});

describe('a new pod', () => {
  it('is pending, stays a while on a node in trouble, and has a priority', async () => {
    const made = await posted(quietWorld(), pod('a'));
    expect(made).toMatchObject({
      spec: {
        preemptionPolicy: 'PreemptLowerPriority',
        priority: 0,
        tolerations: [
          {
            effect: 'NoExecute',
            key: 'node.kubernetes.io/not-ready',
            operator: 'Exists',
            tolerationSeconds: 300,
          },
          {
            effect: 'NoExecute',
            key: 'node.kubernetes.io/unreachable',
            operator: 'Exists',
            tolerationSeconds: 300,
          },
        ],
      },
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    });
  });

  it('is refused where its priority class is not there', async () => {
    expect(await posted(quietWorld(), pod('a', {}, { priorityClassName: 'urgent' }))).toBe(
      'pods "a" is forbidden: no PriorityClass with name urgent was found',
    );
  });
});

describe('a namespace that the cluster needs', () => {
  it('may not be deleted', async () => {
    const world = quietWorld();
    await posted(world, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } });
    expect(await ask(world, 'DELETE /api/v1/namespaces/kube-system')).toMatchObject({
      failure: {
        reason: 'Forbidden',
        message: 'namespaces "kube-system" is forbidden: this namespace may not be deleted',
      },
    });
    expect(await ask(world, 'DELETE /api/v1/namespaces/prod')).toMatchObject({ status: 200 });
  });
});
