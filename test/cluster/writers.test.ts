import { afterAll, beforeAll, expect, it } from 'vitest';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { writersStart } from '../../src/steps/actions/writers-start.ts';
import { writersStop } from '../../src/steps/actions/writers-stop.ts';
import type { Manifest } from '../../src/steps/ports/cluster.ts';
import { makeNamespace, openAs, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway', 'analytics'];

const nightly = {
  kind: 'CronJob',
  metadata: { name: 'nightly' },
  spec: {
    schedule: '0 3 * * *',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'job', image: 'ghcr.io/henrigkroine/teei-analytics:v1.2.2' }],
          },
        },
      },
    },
  },
};

describeWithCluster('writers on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'writers');
    await target.deploy({ services: ['api-gateway'], tag: 'v1.2.2', replicas: 2 });
    await target.deploy({ services: ['analytics'], tag: 'v1.2.2', replicas: 1 });
    // Servers of 1.21 and later serve it as batch/v1, from 1.25 on not as anything else.
    const create = (apiVersion: string): Promise<Manifest> =>
      target.cluster.create({ ...nightly, apiVersion }, { fieldManager: 'test', dryRun: false });
    await create('batch/v1').catch(() => create('batch/v1beta1'));
    await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
  });

  afterAll(() => target.remove());

  const state = (): Promise<string> =>
    target.kubectl([
      'get',
      'deployments,cronjobs',
      '-o',
      'jsonpath={range .items[*]}{.metadata.name} {.spec.replicas}{.spec.suspend}{"\\n"}{end}',
    ]);

  it('stops them, and somebody else starts them again as they were', async () => {
    const before = await state();
    // Stopped half-way: as if the process had been killed after the CronJob.
    const halfway = new AbortController();
    const first = await liveContext(target, services);
    const killed = await writersStop.run(
      { deadline: '1m' },
      { ...first, signal: halfway.signal, progress: () => halfway.abort('shutdown') },
    );
    expect(killed.verdict).not.toBe('pass');

    const again = await writersStop.run({ deadline: '2m' }, await liveContext(target, services));
    expect(again).toMatchObject({ verdict: 'pass' });
    expect(again.summary).toMatch(/^3 stopped, nothing writes/);
    expect(await target.kubectl(['get', 'pods', '-o', 'name'])).toBe('');

    const other = await openAs(admin, target.namespace);
    const elsewhere = await liveContext({ cluster: other, namespace: target.namespace }, services);
    const started = await writersStart.run({}, elsewhere);
    expect(started).toMatchObject({ verdict: 'pass', summary: '3 started, each as it was before' });
    expect(await state()).toBe(before);
    const waited = await rolloutWait.run({ deadline: '2m' }, elsewhere);
    expect(waited.verdict).toBe('pass');
  });
});
