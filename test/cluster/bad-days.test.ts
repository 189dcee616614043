import { afterAll, beforeAll, expect, it } from 'vitest';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import type { Progress } from '../../src/steps/context.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';
import { findApiServer } from './support/api-server-process.ts';
import { lonelyNode } from './support/lonely-node.ts';

describeWithCluster('a rollout on a bad day', (admin) => {
  let outage: TestNamespace;
  let losing: TestNamespace;

  beforeAll(async () => {
    [outage, losing] = await Promise.all([makeNamespace(admin, 'outage'), makeNamespace(admin, 'lost')]);
  });

  afterAll(async () => {
    await Promise.all([outage.remove(), losing.remove()]);
  });

  it('names the node that was lost, where its kubelet has stopped', async () => {
    const node = await lonelyNode(losing);
    try {
      await losing.kubectl(['create', '-f', '-'], JSON.stringify(deploymentAt(node.place)));
      await losing.kubectl(['wait', 'pod', '--for=condition=PodScheduled', '--all', '--timeout=30s']);
      await node.startPods();
      await losing.kubectl(['rollout', 'status', 'deployment/placed', '--timeout=30s']);
      await node.beat();
      // Nobody says any more that the node is alive: the cluster waits 40 s, and looks every 5 s.
      const context = await liveContext(losing, []);
      const asked = { deployments: ['placed'], deadline: '55s', 'stable-for': '54s' };
      const result = await rolloutWait.run(asked, context);
      expect(result.verdict).toBe('fail');
      expect(result.summary).toContain(`Node ${node.name}, which holds the pod, no longer answers.`);
      expect(result.evidence.map(({ what }) => what)).toContain(`node ${node.name}`);
      expect(result.failing).toEqual(['placed']);
    } finally {
      await node.remove();
    }
  });

  it('is neither failed nor passed by an API server that is killed meanwhile, and judged when it is back', async (test) => {
    const server = findApiServer(admin);
    if (typeof server === 'string') return test.skip(server);
    // Ready only after 20 seconds: the rollout is under way when the server goes.
    await outage.deploy({ services: ['analytics'], tag: 'v1.2.7', replicas: 1 });
    const context = await liveContext(outage, ['analytics']);
    const told: string[] = [];
    const did: ('killed' | 'started')[] = [];
    const progress = ({ summary, rows }: Progress): void => {
      told.push(summary);
      if (did.length === 0 && rows !== undefined && rows.length > 0) {
        did.push('killed');
        server.kill();
      } else if (did.length === 1 && /Can’t reach/.test(summary)) {
        did.push('started');
        server.start();
      }
    };
    try {
      const result = await rolloutWait.run({ deadline: '2m' }, { ...context, progress });
      expect(result).toMatchObject({ verdict: 'pass' });
      expect(did).toEqual(['killed', 'started']);
      expect(told.filter((line) => line.includes('Can’t reach'))).not.toEqual([]);
    } finally {
      if (did.length === 1) server.start();
    }
  });
});

function deploymentAt(place: Readonly<Record<string, unknown>>): unknown {
  const labels = { app: 'placed' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'placed' },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...place,
          containers: [{ name: 'app', image: 'ghcr.io/henrigkroine/teei-analytics:v1.2.3' }],
        },
      },
    },
  };
}
