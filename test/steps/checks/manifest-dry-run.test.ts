import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestDryRun } from '../../../src/steps/checks/manifest-dry-run.ts';
import { takeoversOf } from '../../../src/steps/manifest/dry-run/conflicts.ts';
import { field, record } from '../../../src/steps/manifest/json.ts';
import { type Cluster, ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { namespaceObject, seed } from '../../../src/rehearsal/kubernetes/seed.ts';
import { autoscaler, deployment, manifestOf } from '../../fixtures/manifest/objects.ts';
import { fakeFiles, fakeRunContext } from '../../fixtures/run-context.ts';
import { simulatedCluster } from '../../platform/cluster/simulated.ts';

const by = (fieldManager: string) => ({ fieldManager, force: true, dryRun: false });

const away = () => Promise.reject(new ClusterError('server', 'etcd has no leader'));

describe('the check manifest.dryRun', () => {
  let simulated: Awaited<ReturnType<typeof simulatedCluster>>;
  let cluster: Cluster;

  beforeEach(async () => {
    simulated = await simulatedCluster();
    seed(simulated.world, namespaceObject('kube-system'));
    ({ cluster } = simulated);
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'prod' },
    };
    await cluster.serverSideApply(account, by('test'));
  });
  afterEach(() => simulated.server.close());

  async function look(objects: readonly Manifest[], of = 'all', over: Partial<Cluster> = {}) {
    const files = fakeFiles({ '/home/ops/repo/out.yaml': manifestOf(objects) });
    const context = fakeRunContext({ ports: { files, cluster: { ...cluster, ...over } } });
    const result = await manifestDryRun.run({ manifest: 'out.yaml', of }, context);
    return { result, ownership: files.content.get('/sessions/one/steps/step-1/ownership.txt') };
  }

  it('keeps nothing of what it tries', async () => {
    const { result, ownership } = await look([deployment('api', 'api:1')]);
    expect(result).toMatchObject({ verdict: 'pass', summary: 'the server would take all 2' });
    expect(ownership).toMatch(/^Fields that this release takes over from others:\n {2}none\n/);
    expect(await cluster.get({ kind: 'Deployment', apiVersions: ['apps/v1'] }, 'api')).toBeUndefined();
    const pods = (await cluster.list({ kind: 'Pod', apiVersions: ['v1'] })) ?? [];
    expect(JSON.stringify(pods)).not.toContain('dry-run');
  });

  it('tells all refusals at once, of objects and of pods', async () => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'prod' },
      spec: { hard: { pods: '0' } },
    };
    await cluster.serverSideApply(quota, by('test'));
    const bad = deployment('web', 'web:1', { container: { imagePullPolicy: 'Sometimes' } });
    const { result } = await look([deployment('api', 'api:1'), bad]);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/^the server refuses 3 of 4: /);
    expect(result.evidence.map(({ what, result: one }) => `${one} ${what}`)).toEqual([
      'fail Deployment web',
      'fail a pod of Deployment api',
      'fail a pod of Deployment web',
      'pass Deployment api',
    ]);
    expect(result.evidence[1]?.observed).toContain('exceeded quota');
    expect(result.evidence[1]?.next).toBe('Ask for a larger quota, or deploy fewer pods');
  });

  it('tries pods with the claims of a StatefulSet, and with an account that the manifest brings', async () => {
    const set = {
      ...deployment('db', 'db:1', { container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] } }),
      kind: 'StatefulSet',
    };
    const spec = {
      ...record(field(set, 'spec')),
      serviceName: 'db',
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    };
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'new', namespace: 'prod' },
    };
    const withAccount = deployment('api', 'api:1', { pod: { serviceAccountName: 'new' } });
    expect((await look([{ ...set, spec }, account, withAccount], 'pods')).result).toMatchObject({
      verdict: 'pass',
    });
    const alone = (await look([withAccount], 'pods')).result;
    expect(alone.verdict).toBe('fail');
    expect(alone.evidence[0].observed).toContain('service account');
  });

  it('tells whose fields are taken over, and what an autoscaler owns', async () => {
    await cluster.serverSideApply(deployment('api', 'api:1', { replicas: 4 }), by('kubectl-edit'));
    await cluster.serverSideApply(deployment('web', 'web:1'), by('teei-runbook'));
    await cluster.serverSideApply(autoscaler('api', 'api'), by('kubectl'));
    const { result, ownership } = await look(
      [deployment('api', 'api:2'), deployment('web', 'web:2')],
      'objects',
    );
    expect(result.verdict).toBe('pass');
    expect(ownership).toContain(
      '  Deployment api, from kubectl-edit: .spec.template.spec.containers[name="main"].image\n',
    );
    expect(ownership).not.toContain('Deployment web');
    expect(ownership).not.toContain('.spec.replicas');
    expect(ownership).toMatch(/leaves it as it is:\n {2}Deployment api\n$/);
  });

  it('is an error where the server can’t be asked', async () => {
    for (const [of, over] of [
      ['objects', { serverSideApply: away }],
      ['pods', { create: away }],
    ] as const)
      expect((await look([deployment('api', 'api:1')], of, over)).result).toMatchObject({ verdict: 'error' });
  });
});

describe('the message of a conflict', () => {
  it('names managers and fields, one or many', () => {
    // As 1.20.2 gives it, and as getConflictMessage of newer servers writes it (managedfields/internal/conflict.go).
    const one = 'Apply failed with 1 conflict: conflict with "kubectl-edit": .spec.replicas';
    expect(takeoversOf(one)).toEqual([{ manager: 'kubectl-edit', fields: ['.spec.replicas'] }]);
    const many =
      'Apply failed with 3 conflicts: conflicts with "kubectl-client-side-apply" using apps/v1:\n- .spec.replicas\n- .spec.template.spec.containers[name="a:b"].image\nconflicts with "hpa" with subresource "scale" using apps/v1:\n- .spec.replicas';
    expect(takeoversOf(many)).toEqual([
      {
        manager: 'kubectl-client-side-apply',
        fields: ['.spec.replicas', '.spec.template.spec.containers[name="a:b"].image'],
      },
      { manager: 'hpa', fields: ['.spec.replicas'] },
    ]);
  });
});
