import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessCan } from '../../src/steps/checks/access-can.ts';
import { certExpiry } from '../../src/steps/checks/cert-expiry.ts';
import { eventsNone } from '../../src/steps/checks/events-none.ts';
import { hpaHealthy } from '../../src/steps/checks/hpa-healthy.ts';
import { pdbOk } from '../../src/steps/checks/pdb-ok.ts';
import { quotaHeadroom } from '../../src/steps/checks/quota-headroom.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, openAs, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { makeCertificate } from '../fixtures/make-certificate.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway', 'analytics'];

describeWithCluster('rights, room and warnings on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'access');
    await target.deploy({ services, tag: 'v1.2.2', replicas: 1 });
    await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
  }, 150_000);

  afterAll(() => target.remove());

  it('access.can names the one right that an account lacks, and the commands for it help', async () => {
    await target.kubectl([
      'create',
      'role',
      'some',
      '--verb=get,list,watch',
      '--resource=deployments.apps,pods,pods/log',
    ]);
    await target.kubectl(['create', 'rolebinding', 'some', '--role=some', '--user=viewer']);
    const viewer = await openAs(`${admin}-viewer`, target.namespace);
    const context = await liveContext({ cluster: viewer, namespace: target.namespace }, services);
    const rights = [
      { verbs: ['get', 'list'], resources: ['deployments.apps', 'pods', 'pods/log'] },
      { verbs: ['create'], resources: ['pods/exec'] },
    ];
    const lacking = await accessCan.run({ rights }, context);
    expect(lacking.verdict).toBe('fail');
    expect(
      lacking.evidence.filter(({ where }) => where?.startsWith('namespace')).map(({ what }) => what),
    ).toEqual(['create pods/exec', 'rights']);
    const commands = lacking.evidence.at(-1)?.details ?? [];
    expect(commands).toHaveLength(2);
    // This server is older than the question who one is.
    for (const command of commands) {
      await target.kubectl(command.replace('=ACCOUNT', '=viewer').split(' ').slice(1));
    }
    await expect
      .poll(async () => (await accessCan.run({ rights }, context)).verdict, { timeout: 10_000 })
      .toBe('pass');
    const all = await accessCan.run({ rights }, await liveContext(target, services));
    expect(all.summary).toBe('this account has all of 7 rights');
  });

  it('quota.headroom finds that the surge of a release does not fit', async () => {
    await target.kubectl(['create', 'quota', 'tight', '--hard=pods=3']);
    const context = await liveContext(target, services);
    const look = () => quotaHeadroom.run({ manifest: 'manifest.yaml' }, context);
    const manifest = async (names: readonly string[], tag: string): Promise<void> => {
      const objects = names.map((name) => JSON.stringify(imageOf(name, tag)));
      await writeFile(join(context.cwd, 'manifest.yaml'), objects.join('\n---\n'));
    };
    await manifest(services, 'v1.2.3');
    // The quota controller counts what is there first.
    await expect
      .poll(async () => (await look()).evidence[0].observed, { timeout: 20_000 })
      .toBe('2 used, 2 added at the height of wave 1: 1 too much');
    expect((await look()).evidence[0]).toMatchObject({ result: 'fail', what: 'pods', where: 'quota tight' });
    await manifest(['api-gateway'], 'v1.2.3');
    expect(await look()).toMatchObject({ verdict: 'pass' });
    await manifest(services, 'v1.2.2');
    expect((await look()).evidence[0].observed).toBe('the release adds nothing; 2 of 3 used');
    expect(await quotaHeadroom.run({ 'max-percent': 50 }, context)).toMatchObject({ verdict: 'fail' });
    await target.kubectl(['delete', 'quota', 'tight']);
    expect((await look()).summary).toBe(`namespace ${target.namespace} has no quota`);
  }, 60_000);

  it('cert.expiry finds the Secret that ends soon', async () => {
    for (const [name, days] of [
      ['later', 90],
      ['soon', 10],
    ] as const) {
      const { key, certificate } = makeCertificate([`DNS:${name}.example.com`], days);
      const context = await liveContext(target, services);
      const file = (kind: string): string => join(context.cwd, `${name}.${kind}`);
      await writeFile(file('key'), key);
      await writeFile(file('crt'), certificate);
      await target.kubectl([
        'create',
        'secret',
        'tls',
        name,
        `--key=${file('key')}`,
        `--cert=${file('crt')}`,
      ]);
    }
    await target.kubectl(['create', 'secret', 'generic', 'other', '--from-literal=tls.crt=none']);
    const result = await certExpiry.run({ days: 30 }, await liveContext(target, services));
    expect(result.verdict).toBe('fail');
    expect(result.evidence.map(({ where, result: verdict }) => [where, verdict])).toEqual([
      ['Secret soon', 'fail'],
      ['Secret later', 'pass'],
    ]);
  });

  it('events.none tells what the cluster warned of since the change, and of whose', async () => {
    const changedAt = new Date().toISOString();
    const context = await liveContext(target, services, { changedAt });
    const mine = { services: ['analytics'] };
    expect(await eventsNone.run(mine, context)).toMatchObject({ verdict: 'pass' });
    const image = 'analytics=ghcr.io/henrigkroine/teei-analytics:v9.9.9';
    await target.kubectl(['set', 'image', 'deployment/prod-teei-analytics', image]);
    await expect
      .poll(async () => (await eventsNone.run(mine, context)).verdict, { timeout: 60_000 })
      .toBe('fail');
    const told = await eventsNone.run({ settled: 'ignore' }, context);
    expect(told.failing).toEqual(['analytics']);
    expect(told.evidence[0].where).toMatch(/^Pod prod-teei-analytics-/);
    expect(await eventsNone.run({ services: ['api-gateway'], settled: 'ignore' }, context)).toMatchObject({
      verdict: 'pass',
    });
    await target.kubectl(['rollout', 'undo', 'deployment/prod-teei-analytics']);
  }, 90_000);

  it('hpa.healthy reads what autoscaling/v1 keeps in annotations: without metrics it can’t scale', async () => {
    const context = await liveContext(target, services);
    expect((await hpaHealthy.run({}, context)).summary).toBe('no autoscaler for the 2 services');
    await target.kubectl([
      'autoscale',
      'deployment',
      'prod-teei-analytics',
      '--min=1',
      '--max=3',
      '--cpu-percent=50',
    ]);
    await expect
      .poll(async () => (await hpaHealthy.run({}, context)).evidence[0].observed, { timeout: 60_000 })
      .toMatch(/^not ScalingActive: FailedGetResourceMetric: /);
    expect((await hpaHealthy.run({}, context)).failing).toEqual(['analytics']);
    await target.kubectl(['delete', 'hpa', 'prod-teei-analytics']);
  }, 90_000);

  it('pdb.ok reads policy/v1beta1, and tells a budget that never allows an eviction', async () => {
    const context = await liveContext(target, services);
    const budget = (rule: 'minAvailable' | 'maxUnavailable'): Promise<string> => {
      const selector = { matchLabels: { 'app.kubernetes.io/name': 'api-gateway' } };
      const object = {
        kind: 'PodDisruptionBudget',
        metadata: { name: 'api' },
        spec: { [rule]: 0, selector },
      };
      return target.kubectl(
        ['create', '-f', '-'],
        JSON.stringify({ apiVersion: 'policy/v1beta1', ...object }),
      );
    };
    await budget('minAvailable');
    await expect.poll(async () => (await pdbOk.run({}, context)).verdict, { timeout: 20_000 }).toBe('pass');
    await target.kubectl(['delete', 'pdb', 'api']);
    await budget('maxUnavailable');
    await expect
      .poll(async () => (await pdbOk.run({}, context)).evidence[0].observed, { timeout: 20_000 })
      .toMatch(/^it never allows an eviction/);
    expect((await pdbOk.run({}, context)).failing).toEqual(['api-gateway']);
  }, 60_000);
});

/** No more of a Deployment than the image that a release sets. */
function imageOf(service: string, tag: string) {
  const container = { name: service, image: `ghcr.io/henrigkroine/teei-${service}:${tag}` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `prod-teei-${service}` },
    spec: { template: { spec: { containers: [container] } } },
  };
}
