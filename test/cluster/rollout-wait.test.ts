import { afterAll, beforeAll, expect, it } from 'vitest';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

describeWithCluster('rollout.wait on a real cluster', (admin) => {
  let good: TestNamespace;
  let crashing: TestNamespace;
  let unknown: TestNamespace;

  beforeAll(async () => {
    [good, crashing, unknown] = await Promise.all([
      makeNamespace(admin, 'good'),
      makeNamespace(admin, 'crash'),
      makeNamespace(admin, 'pull'),
    ]);
  });

  afterAll(async () => {
    await Promise.all([good.remove(), crashing.remove(), unknown.remove()]);
  });

  it('passes a good release and names every service', async () => {
    const services = ['api-gateway', 'unified-profile', 'corp-cockpit'];
    await good.deploy({ services, tag: 'v1.2.3' });
    const context = await liveContext(good, services);
    const result = await rolloutWait.run({ deadline: '2m' }, context);
    expect(result.summary).toMatch(/^3 of 3 rolled out in \d+s$/);
    expect(result.verdict).toBe('pass');
    expect(result.evidence[0].details).toHaveLength(3);
    expect(context.told.progress.at(-1)?.rows?.map((row) => row.cells[0])).toEqual(['2/2', '2/2', '2/2']);
  });

  it('fails a crash loop within 5 s of its second restart, with exit code and last log lines', async () => {
    const services = ['api-gateway', 'analytics'];
    await crashing.deploy({ services, tag: 'v1.2.2' });
    await rolloutWait.run({ deadline: '2m' }, await liveContext(crashing, services));
    await crashing.deploy({ services: ['api-gateway'], tag: 'v1.2.4' });
    const result = await rolloutWait.run({ deadline: '3m' }, await liveContext(crashing, services));
    const ended = Date.now();
    const restarted = await secondRestart(crashing);
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0]).toMatchObject({ result: 'fail', what: 'api-gateway' });
    expect(result.evidence[0].where).toMatch(/^pod prod-teei-api-gateway-\S+, container api-gateway$/);
    expect(result.evidence[0].observed).toBe(
      'CrashLoopBackOff: The container ends with exit code 1 and was restarted 2 times.',
    );
    expect(result.evidence[0].details).toContain('fatal: JWT_SECRET is not set');
    expect(ended - restarted).toBeLessThan(5000);
  });

  it('fails an image that can’t be pulled well before the deadline, and names it', async () => {
    await unknown.deploy({ services: ['reporting'], tag: 'v9.9.9' });
    const began = Date.now();
    const result = await rolloutWait.run({ deadline: '2m' }, await liveContext(unknown, ['reporting']));
    expect(result.verdict).toBe('fail');
    expect(result.summary).toContain('ghcr.io/henrigkroine/teei-reporting:v9.9.9');
    expect(Date.now() - began).toBeLessThan(40_000);
  });

  it('fails at once for a Deployment that is not there, and names it', async () => {
    const result = await rolloutWait.run(
      { deployments: ['prod-teei-nobody'], deadline: '1m' },
      await liveContext(good, []),
    );
    expect(result.summary).toBe('prod-teei-nobody: There is no Deployment prod-teei-nobody.');
  });
});

/** When the crash-looping container's third run began, in milliseconds since 1970. */
async function secondRestart(namespace: TestNamespace): Promise<number> {
  const { pods } = await namespace.cluster.look(['pods']);
  const containers = pods.flatMap((pod) => pod.containers).filter((one) => one.restarts > 0);
  const runs = containers.map((one) => (one.state?.kind === 'terminated' ? one.state : one.last));
  return Math.max(...runs.map((one) => Date.parse(one?.startedAt ?? '')));
}
