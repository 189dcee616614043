import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { quotaHeadroom } from '../../../src/steps/checks/quota-headroom.ts';
import { field, record } from '../../../src/steps/manifest/json.ts';
import { titleOf } from '../../../src/steps/manifest/strip.ts';
import type { Manifest } from '../../../src/steps/ports/cluster.ts';
import { fakeFiles, fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

type Amounts = Readonly<Record<string, string>>;

function quota(
  hard: Amounts,
  used: Amounts | undefined,
  spec: Readonly<Record<string, unknown>> = {},
): Manifest {
  const status = used === undefined ? {} : { hard, used };
  return { kind: 'ResourceQuota', metadata: { name: 'compute' }, spec: { hard, ...spec }, status };
}

interface Workload {
  readonly name?: string;
  readonly image?: string;
  readonly replicas?: number;
  readonly cpu?: string;
  readonly strategy?: Readonly<Record<string, unknown>>;
}

function deployment({
  name = 'api',
  image = 'api:1',
  replicas = 2,
  cpu = '100m',
  strategy,
}: Workload): Manifest {
  const resources = cpu === '' ? {} : { requests: { cpu } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      ...(strategy === undefined ? {} : { strategy }),
      template: { spec: { containers: [{ name: 'app', image, resources }] } },
    },
  };
}

interface Given {
  readonly quotas: readonly Manifest[];
  readonly live?: readonly Manifest[];
  readonly ranges?: readonly Manifest[];
  readonly autoscalers?: readonly Manifest[];
  readonly release?: readonly Manifest[];
  readonly args?: Readonly<Record<string, unknown>>;
}

/** As a server would have it that fills in nothing but a number of pods which is not sent. */
function applied(manifest: Manifest, live: readonly Manifest[]): Manifest {
  const before = live.find((one) => titleOf(one) === titleOf(manifest));
  const replicas = field(manifest, 'spec', 'replicas') ?? field(before, 'spec', 'replicas');
  return { ...manifest, spec: { ...record(manifest['spec']), replicas } };
}

function look({
  quotas,
  live = [],
  ranges = [],
  autoscalers = [],
  release,
  args = {},
}: Given): Promise<CheckResult> {
  const lists: Readonly<Record<string, readonly Manifest[]>> = {
    ResourceQuota: quotas,
    LimitRange: ranges,
    HorizontalPodAutoscaler: autoscalers,
    Deployment: live,
    StatefulSet: [],
  };
  const cluster = fakeCluster({
    list: ({ kind }) => Promise.resolve(lists[kind]),
    serverSideApply: (manifest, { dryRun }) =>
      dryRun ? Promise.resolve(applied(manifest, live)) : Promise.reject(new Error('not for trial')),
  });
  const text = (release ?? []).map((one) => JSON.stringify(one)).join('\n---\n');
  const files = fakeFiles({ '/home/ops/repo/manifest.yaml': text });
  const services = [
    service('canary', { deployment: 'canary', wave: 1 }),
    service('web', { deployment: 'web', wave: 2 }),
    service('jobs', { deployment: 'jobs', wave: 2 }),
  ];
  const context = fakeRunContext({ inventory: { ...inventory, services }, ports: { cluster, files } });
  return quotaHeadroom.run(
    { ...(release === undefined ? {} : { manifest: 'manifest.yaml' }), ...args },
    context,
  );
}

describe('quota.headroom without a manifest', () => {
  it.each([
    ['24', 'pass', '24 of 30 used (80 %)'],
    ['25', 'fail', '25 of 30 used (83 %)'],
    ['30', 'fail', '30 of 30 used (100 %)'],
  ])('%s of 30 pods: %s', async (used, verdict, observed) => {
    const result = await look({ quotas: [quota({ pods: '30' }, { pods: used })] });
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0]).toMatchObject({ what: 'pods', where: 'quota compute', observed });
  });

  it('compares amounts of different units exactly', async () => {
    const hard = { 'requests.memory': '1Gi', 'limits.cpu': '2' };
    const result = await look({
      quotas: [quota(hard, { 'requests.memory': '820Mi', 'limits.cpu': '1601m' })],
    });
    expect(result.summary).toBe(
      '0 of 2 bounds of 1 quota leave room; requests.memory: 820Mi of 1Gi used (80 %)',
    );
  });

  it('passes where there is no quota, and says so', async () => {
    const result = await look({ quotas: [] });
    expect(result).toMatchObject({ verdict: 'pass', summary: 'namespace teei-production has no quota' });
  });

  it('does not pass what the cluster has not counted yet', async () => {
    expect((await look({ quotas: [quota({ pods: '30' }, undefined)] })).verdict).toBe('inconclusive');
  });
});

const changed = { live: [deployment({})], release: [deployment({ image: 'api:2' })] };

describe('quota.headroom of a release', () => {
  it.each([
    ['25% of 2 rounded up: 1 more', {}, 2, '1'],
    ['25% of 9 rounded up: 3 more', {}, 9, '3'],
    ['a count', { rollingUpdate: { maxSurge: 4 } }, 2, '4'],
    ['100%', { rollingUpdate: { maxSurge: '100%' } }, 3, '3'],
  ])('counts the pods of the surge: %s', async (_name, strategy, replicas, added) => {
    const live = [deployment({ replicas, strategy })];
    const release = [deployment({ replicas, strategy, image: 'api:2' })];
    const result = await look({ quotas: [quota({ pods: '9' }, { pods: '9' })], live, release });
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0].observed).toBe(
      `9 used, ${added} added at the height of the rollouts: ${added} too much`,
    );
    expect(result.evidence[0].details).toEqual(['added by: Deployment api']);
  });

  it.each([
    ['Recreate', { type: 'Recreate' }],
    ['no surge', { rollingUpdate: { maxSurge: 0 } }],
  ])('needs no more pods with %s', async (_name, strategy) => {
    const release = [deployment({ strategy, image: 'api:2' })];
    const quotas = [quota({ pods: '2' }, { pods: '2' })];
    expect((await look({ quotas, live: [deployment({ strategy })], release })).verdict).toBe('pass');
  });

  it('passes when all of it just fits', async () => {
    expect((await look({ quotas: [quota({ pods: '3' }, { pods: '2' })], ...changed })).verdict).toBe('pass');
  });

  it('counts nothing of a Deployment that stays as it is', async () => {
    const result = await look({
      quotas: [quota({ pods: '2' }, { pods: '2' })],
      live: [deployment({})],
      release: [deployment({})],
    });
    expect(result.verdict).toBe('pass');
    expect(result.evidence[0].observed).toBe('the release adds nothing; 2 of 2 used');
  });

  it('counts all replicas of a new Deployment, and those that are added', async () => {
    const hard = { pods: '5', 'count/deployments.apps': '1' };
    const quotas = [quota(hard, { pods: '2', 'count/deployments.apps': '1' })];
    const result = await look({
      quotas,
      live: [deployment({})],
      release: [deployment({ replicas: 3 }), deployment({ name: 'web', replicas: 3 })],
    });
    expect(result.evidence.map(({ what, observed }) => [what, observed.split(' at ')[0]])).toEqual([
      ['pods', '2 used, 4 added'],
      ['count/deployments.apps', '1 used, 1 added'],
    ]);
  });

  it('adds up what old and new pods request where both run', async () => {
    // Two of 100m run. The most is two of 300m beside one of 100m: 700m.
    const quotas = [quota({ 'requests.cpu': '600m' }, { 'requests.cpu': '200m' })];
    const release = [deployment({ image: 'api:2', cpu: '300m' })];
    const result = await look({ quotas, live: [deployment({})], release });
    expect(result.evidence[0].observed).toBe(
      '200m used, 500m added at the height of the rollouts: 100m too much',
    );
    expect(result.evidence[0].next).toContain('at least 100m');
  });

  it('takes what a LimitRange gives, and finds pods that say nothing where the quota asks', async () => {
    const quotas = [quota({ cpu: '1' }, { cpu: '200m' })];
    const release = [deployment({ image: 'api:2', cpu: '' })];
    const silent = await look({ quotas, live: [deployment({})], release });
    expect(silent.verdict).toBe('fail');
    expect(silent.evidence[0]).toMatchObject({
      what: 'cpu of Deployment api',
      observed: 'not said by container app: its pods would be refused',
    });
    const ranges = [{ spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] } }];
    const given = await look({ quotas, live: [deployment({})], release, ranges });
    expect(given.verdict).toBe('pass');
    expect(given.evidence[0].observed).toBe('200m used, 100m added at the height of the rollouts');
  });

  it.each([
    [{ scopes: ['BestEffort'] }, 'pass'],
    [{ scopes: ['NotBestEffort'] }, 'fail'],
    [{ scopes: ['Terminating'] }, 'pass'],
    [{ scopes: ['NotTerminating', 'NotBestEffort'] }, 'fail'],
    [
      {
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }],
        },
      },
      'pass',
    ],
    [
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'DoesNotExist' }] } },
      'fail',
    ],
    [{ scopes: ['OfTheFuture'] }, 'inconclusive'],
  ])('counts only what the scopes of the quota hold: %j', async (scopes, verdict) => {
    const result = await look({ quotas: [quota({ pods: '2' }, { pods: '2' }, scopes)], ...changed });
    expect(result.verdict).toBe(verdict);
  });

  describe('in waves', () => {
    const names = ['canary', 'web', 'jobs'];
    const live = names.map((name) => deployment({ name }));
    const release = (canary: Workload = {}): readonly Manifest[] =>
      names.map((name) => deployment({ name, image: 'x:2', ...(name === 'canary' ? canary : {}) }));

    it('needs no more than the greatest of them', async () => {
      const pods = (hard: string): readonly Manifest[] => [quota({ pods: hard }, { pods: '6' })];
      expect((await look({ quotas: pods('8'), live, release: release() })).verdict).toBe('pass');
      const result = await look({ quotas: pods('7'), live, release: release() });
      expect(result.evidence[0]).toMatchObject({
        result: 'fail',
        observed: '6 used, 2 added at the height of wave 2: 1 too much',
        details: ['added by: Deployment web, Deployment jobs'],
      });
    });

    it('counts what an earlier wave leaves behind, more or less', async () => {
      const pods = [quota({ pods: '8' }, { pods: '6' })];
      const more = await look({ quotas: pods, live, release: release({ replicas: 3 }) });
      expect(more.evidence[0].observed).toContain('6 used, 3 added at the height of wave 2');
      const fewer = await look({ quotas: pods, live, release: release({ replicas: 1 }) });
      expect(fewer.evidence[0].observed).toContain('6 used, 1 added at the height of wave 2');
    });

    it('leaves out services that are not rolled out', async () => {
      const args = { services: ['canary'] };
      const result = await look({
        quotas: [quota({ pods: '7' }, { pods: '6' })],
        live,
        release: release(),
        args,
      });
      expect(result).toMatchObject({ verdict: 'pass' });
      expect(result.evidence[0].observed).toBe('6 used, 1 added at the height of wave 1');
    });
  });

  it('leaves a number of pods that an autoscaler owns to it', async () => {
    const result = await look({
      quotas: [quota({ pods: '6' }, { pods: '5' })],
      live: [deployment({ replicas: 5 })],
      release: [deployment({ replicas: 9, image: 'api:2' })],
      autoscalers: [{ spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' } } }],
    });
    expect(result.evidence[0].observed).toContain('5 used, 2 added');
  });

  it('is an error when the manifest is not there or is none', async () => {
    const quotas = [quota({ pods: '2' }, { pods: '2' })];
    expect(await look({ quotas, args: { manifest: 'none.yaml' } })).toMatchObject({ verdict: 'error' });
  });
});
