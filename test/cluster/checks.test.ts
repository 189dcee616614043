import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusterIdentity } from '../../src/steps/checks/cluster-identity.ts';
import { clusterReady } from '../../src/steps/checks/cluster-ready.ts';
import { endpointsReady } from '../../src/steps/checks/endpoints-ready.ts';
import { podsStable } from '../../src/steps/checks/pods-stable.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway', 'analytics'];

describeWithCluster('checks on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'checks');
    await target.deploy({ services, tag: 'v1.2.3', replicas: 1 });
  });

  afterAll(() => target.remove());

  it('waits for a slow start instead of failing it', async () => {
    await target.deploy({ services: ['analytics'], tag: 'v1.2.7', replicas: 1 });
    const result = await rolloutWait.run(
      { deadline: '2m', 'stable-for': '2s' },
      await liveContext(target, services),
    );
    expect(result).toMatchObject({ verdict: 'pass' });
  });

  it('finds cluster, identity and endpoints in order', async () => {
    const context = await liveContext(target, services);
    expect(await clusterReady.run({}, context)).toMatchObject({ verdict: 'pass' });
    expect(await clusterIdentity.run({}, context)).toMatchObject({ verdict: 'pass' });
    expect((await endpointsReady.run({}, context)).summary).toBe('2 of 2 Services have ready endpoints');
    expect(await endpointsReady.run({ min: 2 }, context)).toMatchObject({ verdict: 'fail' });
  });

  it('finds pods stable, until one restarts', async () => {
    const calm = await podsStable.run({ for: '3s' }, await liveContext(target, services));
    expect(calm.summary).toBe('2 pods of api-gateway, analytics ready for 3s without a restart');
    const context = await liveContext(target, services);
    // By its name: of a Deployment, kubectl may choose a pod of an earlier case that is about to end.
    const { pods } = await target.cluster.look(['pods']);
    const pod = pods.find(({ name, deletedAt }) => name.includes('api-gateway') && deletedAt === undefined);
    const kill = ['exec', pod?.name ?? 'none', '--', 'sh', '-c', 'kill 1'];
    let killed: Promise<string> | undefined;
    const result = await podsStable.run(
      { for: '1m' },
      {
        ...context,
        // The watch has begun.
        progress: () => {
          // The shell may end with the container that it has killed: then kubectl tells of 137.
          killed ??= target.kubectl(kill).catch(() => 'ended with the container');
        },
      },
    );
    await killed;
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(
      /^api-gateway: Container api-gateway of pod \S+ restarted after exit code \d+\.$/,
    );
  });
});
