import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestApply } from '../../../src/steps/actions/manifest-apply.ts';
import { manifestDiff } from '../../../src/steps/actions/manifest-diff.ts';
import { manifestApproved } from '../../../src/steps/checks/manifest-approved.ts';
import { type Cluster, ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { applyObjects } from '../../../src/steps/manifest/apply-objects.ts';
import { openApproved } from '../../../src/steps/manifest/approved.ts';
import { field } from '../../../src/steps/manifest/json.ts';
import { namespaceObject, seed } from '../../../src/rehearsal/kubernetes/seed.ts';
import { autoscaler, deployment, holder, manifestOf, service } from '../../fixtures/manifest/objects.ts';
import {
  environment,
  fakeFiles,
  fakeRunContext,
  inventory,
  service as inInventory,
} from '../../fixtures/run-context.ts';
import { simulatedCluster } from '../../platform/cluster/simulated.ts';

const stepDir = '/sessions/one/steps/step-1';
const by = (fieldManager: string) => ({ fieldManager, force: true, dryRun: false });

/** The annotations that somebody adds to the Deployment `api`. */
function note(annotations: Manifest): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'prod', annotations },
  };
}

const away = () => Promise.reject(new ClusterError('throttled', 'the server asks to slow down'));

describe('a release', () => {
  let simulated: Awaited<ReturnType<typeof simulatedCluster>>;
  let cluster: Cluster;

  beforeEach(async () => {
    simulated = await simulatedCluster();
    seed(simulated.world, namespaceObject('kube-system'));
    ({ cluster } = simulated);
  });
  afterEach(() => simulated.server.close());

  /** What is compared with the cluster, and how it is approved, looked at and applied from there. */
  async function compare(objects: readonly Manifest[], over: Partial<Cluster> = {}) {
    const files = fakeFiles({ '/home/ops/repo/out.yaml': manifestOf(objects) });
    const services = [inInventory('api', { deployment: 'api' }), inInventory('web', { deployment: 'web' })];
    const context = fakeRunContext({
      environment: { ...environment, namespace: 'prod' },
      inventory: { ...inventory, services },
      ports: { files, cluster: { ...cluster, ...over } },
    });
    const compared = await manifestDiff.run({ manifest: 'out.yaml' }, context);
    const args = { manifest: 'out.yaml', plan: `${stepDir}/plan.json` };
    return {
      files,
      context,
      compared,
      args,
      read: (name: string) => files.content.get(`${stepDir}/${name}`) ?? '',
    };
  }

  const image = async (name: string): Promise<unknown> => {
    const live = await cluster.get({ kind: 'Deployment', apiVersions: ['apps/v1'] }, name);
    const containers = field(live, 'spec', 'template', 'spec', 'containers');
    return Array.isArray(containers) ? field(containers[0], 'image') : undefined;
  };

  it('shows what is made, what changes and what stays, and keeps it as a plan', async () => {
    await cluster.serverSideApply(deployment('api', 'api:1'), by('teei-runbook'));
    await cluster.serverSideApply(service('api'), by('teei-runbook'));
    const { compared, read } = await compare([
      service('api'),
      deployment('api', 'api:2'),
      holder('shared', { A: '1' }),
    ]);
    expect(compared).toMatchObject({
      verdict: 'pass',
      summary: '1 object changes, 1 is made, 1 stays as it is',
      values: { 'release-plan': `${stepDir}/plan.json` },
    });
    expect(read('changes.txt')).toBe(
      '1 object changes, 1 is made, 1 stays as it is\nchanged: Deployment api\nmade: ConfigMap shared\n',
    );
    expect(read('changes.diff')).toMatch(
      /^--- Deployment api\t\(before\)\n\+\+\+ Deployment api\t\(after\)\n@@/,
    );
    expect(read('changes.diff')).toContain('\n-        - image: api:1\n+        - image: api:2\n');
    expect(read('changes.diff')).not.toMatch(/resourceVersion|managedFields|generation|^status/m);
    expect(JSON.parse(read('plan.json'))).toMatchObject({
      cluster: { namespace: 'prod' },
      objects: [{ change: 'none' }, { change: 'change' }, { change: 'create', uid: null, live: null }],
    });
  });

  it('is applied object by object, what pods need first, and found applied when asked again', async () => {
    await cluster.serverSideApply(deployment('api', 'api:1'), by('kubectl'));
    const objects = [
      autoscaler('api', 'api'),
      deployment('api', 'api:2'),
      service('api'),
      holder('shared', { A: '1' }),
    ];
    const { context, args, read } = await compare(objects);
    expect(await manifestApproved.run(args, context)).toMatchObject({ verdict: 'pass' });
    const applied = await manifestApply.run(args, context);
    expect(applied.summary).toBe('4 objects applied as approved: 3 created, 1 changed, 0 unchanged');
    expect(applied.evidence.map(({ what }) => what)).toEqual([
      'Service api',
      'ConfigMap shared',
      'Deployment api',
      'HorizontalPodAutoscaler api',
    ]);
    expect(JSON.parse(read('applied.json'))).toHaveLength(4);
    expect(await image('api')).toBe('api:2');
    expect((await manifestApply.run(args, context)).summary).toContain('0 created, 0 changed, 4 unchanged');
    expect((await manifestApproved.run(args, context)).summary).toContain('4 of them are applied already');
  });

  it('applies the objects of some services alone, with or without what all share', async () => {
    const objects = [deployment('api', 'api:2'), deployment('web', 'web:2'), holder('shared', { A: '1' })];
    const { context, args } = await compare(objects);
    const named = async (more: Manifest): Promise<readonly string[]> =>
      (await manifestApply.run({ ...args, ...more }, context)).evidence.map(({ what }) => what);
    expect(await named({ services: 'web', shared: false })).toEqual(['Deployment web']);
    expect(await named({ services: ['api'] })).toEqual(['ConfigMap shared', 'Deployment api']);
    expect(await manifestApply.run({ ...args, services: 'none-such' }, context)).toMatchObject({
      verdict: 'error',
    });
  });

  it.each([
    [
      'changed',
      async () => cluster.serverSideApply(deployment('web', 'web:9'), by('kubectl-edit')),
      /^changed by .*kubectl-edit$/,
    ],
    [
      'deleted',
      async () => cluster.remove({ kind: 'Deployment', apiVersions: ['apps/v1'] }, 'web', {}),
      /^it is gone$/,
    ],
  ])('is refused as a whole when an object was %s since', async (_how, meddle, observed) => {
    for (const name of ['api', 'web'])
      await cluster.serverSideApply(deployment(name, `${name}:1`), by('kubectl'));
    const { context, args } = await compare([deployment('api', 'api:2'), deployment('web', 'web:2')]);
    await meddle();
    for (const check of [manifestApproved, manifestApply]) {
      const result = await check.run(args, context);
      expect(result).toMatchObject({
        verdict: 'fail',
        summary: '1 of 2 objects changed in the cluster since the diff that was approved: Deployment web',
      });
      expect(result.evidence[0].observed).toMatch(observed);
    }
    expect(await image('api')).toBe('api:1');
  });

  it('is refused when an object of the same content was made anew, and when one was made meanwhile', async () => {
    await cluster.serverSideApply(deployment('api', 'api:1'), by('kubectl'));
    const { context, args } = await compare([deployment('api', 'api:2'), holder('shared', { A: '1' })]);
    await cluster.remove({ kind: 'Deployment', apiVersions: ['apps/v1'] }, 'api', {});
    await cluster.serverSideApply(deployment('api', 'api:1'), by('kubectl'));
    await cluster.serverSideApply(holder('shared', { A: '2' }), by('kubectl'));
    const result = await manifestApproved.run(args, context);
    expect(result.evidence.map(({ what, observed }) => `${what}: ${observed}`)).toEqual([
      'Deployment api: changed by kubectl',
      'ConfigMap shared: made meanwhile by kubectl',
    ]);
  });

  it('shows the lines that differ in the manifest and in an object', async () => {
    await cluster.serverSideApply(deployment('web', 'web:1'), by('kubectl'));
    const { context, args, files } = await compare([deployment('web', 'web:2')]);
    await cluster.serverSideApply(deployment('web', 'web:9'), by('kubectl'));
    const live = await manifestApproved.run(args, context);
    expect(live.evidence[0].details).toEqual(['-        - image: web:1', '+        - image: web:9']);
    files.content.set('/home/ops/repo/out.yaml', manifestOf([deployment('web', 'web:3')]));
    const changed = await manifestApply.run(args, context);
    expect(changed.summary).toBe('The manifest is not the one that was approved: nothing may be applied');
    expect(changed.evidence[0].details?.join()).toMatch(/^-.*web:2.*,\+.*web:3/);
  });

  it('is refused for another cluster or namespace, and without its plan', async () => {
    const { context, args, files } = await compare([holder('shared', { A: '1' })]);
    const other = { identity: async () => ({ ...(await cluster.identity()), uid: 'another' }) };
    const elsewhere = { ...context, ports: { ...context.ports, cluster: { ...cluster, ...other } } };
    expect((await manifestApply.run(args, elsewhere)).summary).toMatch(
      /^What was approved is for namespace prod/,
    );
    files.content.set(args.plan, '{"manifest": 1}');
    expect(await manifestApply.run(args, context)).toMatchObject({ verdict: 'error' });
    files.content.delete(args.plan);
    expect(await manifestApproved.run(args, context)).toMatchObject({ verdict: 'error' });
  });

  it('never shows or keeps the value of a Secret, and tells that one changes', async () => {
    await cluster.serverSideApply(
      holder('login', { password: 'b2xkLW9uZQ==', user: 'bWU=' }, 'Secret'),
      by('kubectl'),
    );
    const { context, files, args } = await compare([
      holder('login', { password: 'bmV3LW9uZQ==', user: 'bWU=' }, 'Secret'),
    ]);
    const kept = ['changes.diff', 'changes.txt', 'plan.json', 'compared.json'].map((name) =>
      files.content.get(`${stepDir}/${name}`),
    );
    expect([...kept, context.told.output.stdout].join('\n')).not.toMatch(/b2xkLW9uZQ|bmV3LW9uZQ|bWU=/);
    expect(kept[0]).toContain('-  password: "*** (before)"\n+  password: "*** (after)"\n   user: "***"');
    await cluster.serverSideApply(
      holder('login', { password: 'YnktaGFuZA==', user: 'bWU=' }, 'Secret'),
      by('kubectl'),
    );
    const result = await manifestApproved.run(args, context);
    expect(result.evidence[0].details).toEqual(['what differs is not shown: it is a value of a Secret']);
  });

  it('leaves the number of pods to an autoscaler, but never takes away one that only it has set', async () => {
    await cluster.serverSideApply(deployment('api', 'api:1', { replicas: 3 }), by('teei-runbook'));
    await cluster.serverSideApply(autoscaler('api', 'api'), by('kubectl'));
    const first = await compare([deployment('api', 'api:2', { replicas: 1 })]);
    expect(first.read('changes.diff')).not.toContain('replicas');
    const replicas = async (): Promise<unknown> =>
      field(await cluster.get({ kind: 'Deployment', apiVersions: ['apps/v1'] }, 'api'), 'spec', 'replicas');
    expect(await manifestApply.run(first.args, first.context)).toMatchObject({ verdict: 'pass' });
    expect(await replicas()).toBe(3);
    const scaled = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'prod' },
      spec: { replicas: 5 },
    };
    await cluster.serverSideApply(scaled, by('kube-controller-manager'));
    expect(await manifestApproved.run(first.args, first.context)).toMatchObject({ verdict: 'pass' });
    expect(await manifestApply.run(first.args, first.context)).toMatchObject({ verdict: 'pass' });
    expect(await replicas()).toBe(5);
  });

  it('stops at the first object that is not as approved, and says what was applied and what was not', async () => {
    const refusal = new ClusterError('invalid', 'admission webhook "policy" denied the request');
    const refusing: Partial<Cluster> = {
      serverSideApply: (manifest, how) =>
        !how.dryRun && field(manifest, 'metadata', 'name') === 'api'
          ? Promise.reject(refusal)
          : cluster.serverSideApply(manifest, how),
    };
    const objects = [holder('shared', { A: '1' }), deployment('api', 'api:2'), deployment('web', 'web:2')];
    const { context, args } = await compare(objects, refusing);
    const result = await manifestApply.run(args, context);
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: `Deployment api: ${refusal.message}. Applied: 1 created, 0 changed, 0 unchanged; not touched: 1`,
      failing: ['api'],
      evidence: [
        { what: 'Deployment api' },
        { observed: 'not touched', details: ['Deployment web'] },
        { what: 'ConfigMap shared' },
      ],
    });
    expect(await image('web')).toBeUndefined();
  });

  it('applies again over a controller’s status, and not over anything else', async () => {
    await cluster.serverSideApply(deployment('api', 'api:1'), by('kubectl'));
    const { context, args } = await compare([deployment('api', 'api:2')]);
    const opened = await openApproved({ check: 'test', ...args }, context, cluster);
    if (opened.kind === 'refused') throw new Error(opened.result.summary);
    const tried: unknown[] = [];
    const changing = (change: () => Promise<unknown>): Cluster => ({
      ...cluster,
      serverSideApply: async (manifest, how) => {
        tried.push(field(manifest, 'metadata', 'resourceVersion'));
        if (tried.length === 1) await change();
        return cluster.serverSideApply(manifest, how);
      },
    });
    const revision = note({ 'deployment.kubernetes.io/revision': '4' });
    const stop = new AbortController().signal;
    const counted = changing(() => cluster.serverSideApply(revision, by('kube-controller-manager')));
    const applied = await applyObjects(counted, opened.objects, stop, () => undefined, context.ports.clock);
    expect(applied).toMatchObject([{ result: 'changed' }]);
    expect(new Set(tried).size).toBe(2);
    tried.length = 0;
    const meddled = changing(() => cluster.serverSideApply(note({ 'by-hand': 'yes' }), by('kubectl-edit')));
    expect(
      await applyObjects(meddled, opened.objects, stop, () => undefined, context.ports.clock),
    ).toMatchObject([
      {
        result: 'refused',
        now: undefined,
        details: [expect.stringMatching(/^it was changed by .*kubectl-edit at 20/)],
      },
    ]);
  });

  it('waits for a server that is away for a while, and not for ever', async () => {
    let left = 3;
    const flaky: Partial<Cluster> = {
      serverSideApply: (manifest, how) => {
        if (!how.dryRun && left > 0) {
          left -= 1;
          return away();
        }
        return cluster.serverSideApply(manifest, how);
      },
    };
    const { context, args } = await compare([deployment('api', 'api:2')], flaky);
    expect(await manifestApply.run(args, context)).toMatchObject({ verdict: 'pass' });
    expect(await image('api')).toBe('api:2');
    left = Number.POSITIVE_INFINITY;
    const gone = await manifestApply.run(args, context);
    expect(gone.summary).toBe(
      'Deployment api: the server asks to slow down. Applied: 0 created, 0 changed, 0 unchanged; not touched: 0',
    );
  });

  it('is not compared where the server refuses an object, or can’t be asked', async () => {
    const refused = await compare([{ ...deployment('api', 'api:2'), apiVersion: 'apps/v9' }]);
    expect(refused.compared.verdict).toBe('error');
    expect(refused.compared.summary).toContain('Deployment api can’t be compared');
    expect(refused.read('plan.json')).toBe('');
    const asked = await compare([deployment('api', 'api:2')], { serverSideApply: away });
    expect(asked.compared).toMatchObject({ verdict: 'error', summary: 'the server asks to slow down' });
  });
});
