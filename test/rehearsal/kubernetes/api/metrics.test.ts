import { describe, expect, it } from 'vitest';
import { seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const api = '/apis/metrics.k8s.io/v1beta1';

function withPods(): World {
  const usage = { cpu: 0.25, memory: 64 * 2 ** 20 };
  const world: World = { ...quietWorld(), usageOf: () => usage };
  for (const [name, phase] of [
    ['web', 'Running'],
    ['job', 'Succeeded'],
  ] as const) {
    seed(world, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'prod', labels: { app: name } },
      spec: {
        nodeName: 'n1',
        containers: [
          { name: 'a', image: 'a:1' },
          { name: 'b', image: 'b:1' },
        ],
      },
      status: { phase },
    });
  }
  seed(world, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, spec: {}, status: {} });
  return world;
}

const used = { cpu: '250000000n', memory: '65536Ki' };

describe('what pods use', () => {
  it('is told by container, of those that run', async () => {
    expect(await ask(withPods(), `GET ${api}/namespaces/prod/pods`)).toMatchObject({
      body: {
        kind: 'PodMetricsList',
        items: [
          {
            kind: 'PodMetrics',
            metadata: { name: 'web', namespace: 'prod', labels: { app: 'web' } },
            window: '30s',
            containers: [
              { name: 'a', usage: used },
              { name: 'b', usage: used },
            ],
          },
        ],
      },
    });
  });

  it('is told of those that a selector picks', async () => {
    expect(await ask(withPods(), `GET ${api}/pods?labelSelector=app%3Dother`)).toMatchObject({
      body: { items: [] },
    });
  });

  it('is not there for a pod that does not run', async () => {
    expect(await ask(withPods(), `GET ${api}/namespaces/prod/pods/job`)).toMatchObject({
      failure: { reason: 'NotFound', message: 'podmetrics.metrics.k8s.io "prod/job" not found' },
    });
  });
});

describe('what a node uses', () => {
  it('is what its pods use, and something for itself', async () => {
    expect(await ask(withPods(), `GET ${api}/nodes/n1`)).toMatchObject({
      body: { kind: 'NodeMetrics', usage: { cpu: '620000000n', memory: '1052672Ki' } },
    });
  });
});
