import { describe, expect, it } from 'vitest';
import { listAt, objectAt, textAt } from '../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { seedCluster } from '../../../src/rehearsal/kubernetes/seed.ts';
import { type Director, directScenario } from '../../../src/rehearsal/scenario/director.ts';
import { quietWorld } from '../../fixtures/rehearsal/quiet-world.ts';
import { scenario } from '../../fixtures/rehearsal/scenario.ts';

const services = [
  { name: 'api', image: 'team/api' },
  { name: 'web', image: 'team/web' },
];

interface Stage {
  readonly director: Director;
  readonly world: ReturnType<typeof quietWorld>;
  readonly stop: () => void;
  readonly errors: (image: string) => number | undefined;
}

function stage(keys: string): Stage {
  const director = directScenario(scenario(keys), services);
  const world = quietWorld();
  seedCluster(world, director.nodes);
  const errors = (image: string): number | undefined => {
    const main = director.behaviourOf(image)?.main;
    return main?.kind === 'serves' ? main.http.errors : undefined;
  };
  return { director, world, stop: director.begin(world, 'prod'), errors };
}

function deployment(image: string): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'any', namespace: 'prod' },
    spec: { template: { spec: { containers: [{ name: 'any', image }] } } },
  };
}

function pod(image: string, ready: 'True' | 'False'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'any', namespace: 'prod' },
    spec: { containers: [{ name: 'any', image }] },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  };
}

function readiness({ world }: Stage, node: string): string | undefined {
  const conditions = listAt(world.store.get('nodes', undefined, node), 'status', 'conditions');
  return textAt(
    conditions.find((condition) => textAt(condition, 'type') === 'Ready'),
    'status',
  );
}

describe('directing a scenario', () => {
  it('knows images that are of no service as good ones', () => {
    expect(stage('').director.behaviourOf('postgres:16')?.main.kind).toBe('serves');
    expect(stage('').director.behaviourOf('team/api:v9')).toBeUndefined();
  });

  it('sets the quota of the namespace', () => {
    const { world } = stage('quota: { pods: "4", requests.cpu: "2" }');
    const [quota] = world.store.list('resourcequotas', 'prod');
    expect(objectAt(quota, 'spec', 'hard')).toEqual({ pods: '4', 'requests.cpu': '2' });
    expect(stage('').world.store.list('resourcequotas')).toEqual([]);
  });

  it('loses a node after its time and brings it back', async () => {
    const here = stage('happens: [{ after: 10s, loses-node: node-2 }, { after: 1m, recovers-node: node-2 }]');
    await here.world.schedule.pass(9999);
    expect(readiness(here, 'node-2')).toBe('True');
    await here.world.schedule.pass(1);
    expect(readiness(here, 'node-2')).toBe('Unknown');
    expect(readiness(here, 'node-1')).toBe('True');
    await here.world.schedule.pass(50_000);
    expect(readiness(here, 'node-2')).toBe('True');
  });

  it('waits until a release is applied', async () => {
    const { world, director } = stage(
      'happens: [{ of: { applied: v2 }, after: 5s, platform: { vault: sealed } }]',
    );
    world.store.put('deployments.apps', deployment('team/api:v1'));
    await world.schedule.pass(60_000);
    expect(director.platform().vault).toBe('open');
    world.store.put('deployments.apps', deployment('team/api:v2'));
    await world.schedule.pass(4999);
    expect(director.platform().vault).toBe('open');
    await world.schedule.pass(1);
    expect(director.platform()).toEqual({
      vault: 'sealed',
      database: 'normal',
      stuckConsumers: [],
      backupAge: 1_500_000,
      workflow: 'passes',
    });
  });

  it('waits until a pod of a service is ready', async () => {
    const { world, errors } =
      stage(`releases: { v2: { latency: 1s, services: { web: { error-percent: 1 } } } }
happens: [{ of: { ready: v2, service: api }, releases: { v2: { error-percent: 30 } } }]`);
    world.store.put('pods', pod('team/api:v2', 'False'));
    world.store.put('pods', pod('team/web:v2', 'True'));
    await world.schedule.pass(1000);
    expect(errors('team/api:v2')).toBe(0);
    world.store.put('pods', pod('team/api:v2', 'True'));
    await world.schedule.pass(1000);
    expect(errors('team/api:v2')).toBe(0.3);
    // What was said of one service still stands before what is said of all.
    expect(errors('team/web:v2')).toBe(0.01);
  });

  it('changes what the API server does wrong', async () => {
    const { world, director } = stage('happens: [{ after: 1s, api: { requests: [{ status: 503 }] } }]');
    expect(director.faults.onRequest('GET', '/')).toBeUndefined();
    await world.schedule.pass(1000);
    expect(director.faults.onRequest('GET', '/')).toEqual({ status: 503 });
  });

  it('lets nothing happen any more once it is stopped', async () => {
    const here = stage(`happens:
  - { after: 1s, loses-node: node-1 }
  - { of: { applied: v2 }, loses-node: node-2 }`);
    here.stop();
    here.world.store.put('deployments.apps', deployment('team/api:v2'));
    await here.world.schedule.pass(5000);
    expect([readiness(here, 'node-1'), readiness(here, 'node-2')]).toEqual(['True', 'True']);
  });
});
