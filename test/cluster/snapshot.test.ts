import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { snapshotRestore } from '../../src/steps/actions/snapshot-restore.ts';
import { snapshotTake } from '../../src/steps/actions/snapshot-take.ts';
import { snapshotChanges } from '../../src/steps/checks/snapshot-changes.ts';
import { snapshotMatches } from '../../src/steps/checks/snapshot-matches.ts';
import { clusterIdentity } from '../../src/steps/checks/cluster-identity.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { sameTemplate } from '../../src/steps/manifest/compare.ts';
import { makeNamespace, openAs, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway', 'analytics'];
const deployments = { kind: 'Deployment', apiVersions: ['apps/v1'] } as const;

describeWithCluster('snapshots on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'snap');
    await target.deploy({ services, tag: 'v1.2.2', replicas: 1 });
    await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
  });

  afterAll(() => target.remove());

  it('restores what a release and a hand changed, and only that', async () => {
    const saved = await liveContext(target, services);
    const taken = await snapshotTake.run({}, saved);
    expect(taken.verdict).toBe('pass');
    expect(await readdir(saved.stepDir)).toEqual(expect.arrayContaining(['deployments.yaml', 'images.json']));
    expect(await readFile(`${saved.stepDir}/images.txt`, 'utf8')).toMatch(
      /^prod-teei-analytics +analytics +ghcr\.io\/\S+:v1\.2\.2 +\S*sha256:[0-9a-f]{64} +1 +1 +\d+[ms]/m,
    );
    expect(await readFile(`${saved.stepDir}/images.json`, 'utf8')).toMatch(/sha256:[0-9a-f]{64}/);
    const before = await target.cluster.list(deployments);

    await target.deploy({ services: ['api-gateway'], tag: 'v1.2.3', replicas: 1 });
    await target.kubectl(['set', 'env', 'deployment/prod-teei-api-gateway', 'ADDED=by-the-release']);
    await target.kubectl(['patch', 'configmap', 'prod-teei-config', '-p', '{"data":{"LOG_LEVEL":"debug"}}']);

    const context = await liveContext(target, services);
    const refused = await snapshotRestore.run({ snapshot: saved.stepDir }, context);
    expect(refused.summary).toMatch(
      /^nothing was restored: others have changed ConfigMap prod-teei-config, Deployment prod-teei-api-gateway /,
    );
    expect(refused.failing).toEqual(['api-gateway']);
    const compared = await snapshotChanges.run({ snapshot: saved.stepDir }, context);
    expect(compared.values).toEqual({ 'foreign-changes': 2 });
    const details = compared.evidence.flatMap((one) => one.details ?? []).join('\n');
    expect(details).toMatch(/^kubectl-set at 20\S+: .*spec\.template\.spec\.containers\[api-gateway\]\.env/m);
    expect(details).toMatch(/^kubectl-patch at 20\S+: data\.LOG_LEVEL$/m);

    const args = { snapshot: saved.stepDir, others: 'overwrite' };
    const restored = await snapshotRestore.run(args, context);
    expect(restored.evidence[0].observed).toBe('2 restored, 3 unchanged, 0 failed');
    expect(restored.evidence[0].details?.join('\n')).toContain('by kubectl-patch at ');
    expect(await readFile(`${context.stepDir}/overwritten.yaml`, 'utf8')).toContain('LOG_LEVEL: debug');
    expect(restored.verdict).toBe('pass');
    const after = await target.cluster.list(deployments);
    const pairs = (before ?? []).map((one, index) => sameTemplate(one, after?.[index] ?? {}));
    expect(pairs).toEqual([true, true]);
    const config = await target.kubectl([
      'get',
      'configmap',
      'prod-teei-config',
      '-o',
      'jsonpath={.data.LOG_LEVEL}',
    ]);
    expect(config).toBe('warn');
    const rolledOut = await rolloutWait.run({ deadline: '2m' }, context);
    expect(rolledOut.verdict).toBe('pass');
    const matches = await snapshotMatches.run({ snapshot: saved.stepDir }, context);
    expect(matches.summary).toBe('2 of 2 run what ran when the snapshot was taken');
    const again = await snapshotRestore.run({ snapshot: saved.stepDir }, context);
    expect(again.evidence[0].observed).toBe('0 restored, 5 unchanged, 0 failed');
  });

  it('refuses a snapshot of another namespace', async () => {
    const saved = await liveContext(target, services);
    await snapshotTake.run({}, saved);
    const other = await openAs(admin, 'default');
    const context = await liveContext({ cluster: other, namespace: 'default' }, services);
    const result = await snapshotRestore.run({ snapshot: saved.stepDir }, context);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].observed).toContain(`it was taken of ${target.namespace} of `);
  });

  it('says who may not do what, when the account has no rights', async () => {
    const viewer = await openAs(`${admin}-viewer`, target.namespace);
    const context = await liveContext({ cluster: viewer, namespace: target.namespace }, services);
    const waited = await rolloutWait.run({ deadline: '30s' }, context);
    expect(waited.verdict).toBe('error');
    expect(waited.summary).toMatch(
      /^User viewer may not list \S+ in namespace teei-t-snap-\S+\. Ask for the right/,
    );
    const looked = await clusterIdentity.run({}, context);
    expect(looked.verdict).toBe('error');
  });
});
