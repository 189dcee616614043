import { describe, expect, it } from 'vitest';
import { rollbackRevisions } from '../../../../src/steps/actions/rollback-revisions.ts';
import { field } from '../../../../src/steps/manifest/json.ts';
import { type Cluster, ClusterError, type Manifest } from '../../../../src/steps/ports/cluster.ts';
import { clusterPin } from '../../../fixtures/notebook/open-notebook.ts';
import { fakeFiles, fakeRunContext, inventory, service } from '../../../fixtures/run-context.ts';
import { scriptedCluster } from '../../../fixtures/scripted-cluster.ts';
import { analytics, crashed, deployment } from './facts.ts';

interface World {
  readonly cluster?: Partial<Cluster>;
  /** The Deployment as it is there. */
  readonly live?: Manifest;
}

/** One service over a cluster that keeps what it is sent; the saved state is in the session. */
function worldOf({ cluster: more = {}, live: first = crashed.deployments[0] ?? {} }: World = {}) {
  let live = first;
  const sent: Manifest[] = [];
  const folder = '/sessions/one/steps/save/1';
  const digests = ['ghcr.io/analytics@sha256:aa'];
  const files = fakeFiles({
    [`${folder}/snapshot.json`]: JSON.stringify({ ...clusterPin, takenAt: 'then' }),
    [`${folder}/deployments.yaml`]: JSON.stringify(crashed.saved[0]),
    [`${folder}/configmaps.yaml`]: JSON.stringify(config('old')),
    [`${folder}/images.json`]: JSON.stringify([
      {
        deployment: analytics.deployment,
        replicas: 2,
        revision: '4',
        containers: [{ container: 'main', init: false, image: 'analytics:v2', digests }],
      },
    ]),
  });
  const lists: Readonly<Record<string, () => readonly Manifest[]>> = {
    Deployment: () => [live],
    ReplicaSet: () => crashed.replicaSets,
    ConfigMap: () => [config('new')],
  };
  const { cluster } = scriptedCluster([], {
    identity: () => Promise.resolve(clusterPin),
    list: ({ kind }) => Promise.resolve(lists[kind]?.()),
    get: () => Promise.resolve(live),
    replace: (manifest) => {
      sent.push(manifest);
      live = manifest;
      return Promise.resolve(manifest);
    },
    ...more,
  });
  const context = fakeRunContext({
    inventory: { ...inventory, services: [service('analytics', { deployment: analytics.deployment })] },
    ports: { cluster, files },
  });
  const run = (args: Readonly<Record<string, unknown>> = {}) =>
    rollbackRevisions.run({ snapshot: folder, ...args }, context);
  return { sent, files, run };
}

function config(value: string): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { value } };
}

function forbidden(): Promise<never> {
  return Promise.reject(new ClusterError('forbidden', 'User eve may not list deployments.'));
}

const images = (manifest: Manifest | undefined) =>
  JSON.stringify(field(manifest, 'spec', 'template', 'spec', 'containers'));

describe('going back to revisions', () => {
  it('sets the template over the version that was seen, and says what it does not bring back', async () => {
    const { sent, files, run } = worldOf();
    const result = await run();
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: '1 of 1 went back, 0 were there already',
      values: { 'restored-to': '/sessions/one/steps/step-1' },
      evidence: [
        {
          what: 'analytics',
          expected: 'the template of revision 4: analytics:v2',
          observed: 'has it; was at revision 5',
        },
        { details: ['ConfigMap config is not brought back: data.value'] },
      ],
    });
    expect(field(sent[0], 'metadata', 'resourceVersion')).toBe('40');
    expect(images(sent[0])).toContain('analytics:v2');
    expect(field(sent[0], 'spec', 'replicas')).toBe(2);
    expect(field(sent[0], 'status')).toBeUndefined();
    expect(JSON.stringify(sent[0])).not.toContain('pod-template-hash');
    const record = String(files.content.get('/sessions/one/steps/step-1/images.json'));
    expect(record).toContain('sha256:aa');
  });

  it('knows no digest of a revision that was not recorded, and keeps its change-cause', async () => {
    const { sent, files, run } = worldOf();
    expect((await run({ revisions: 'analytics=2' })).verdict).toBe('pass');
    expect(images(sent[0])).toContain('analytics:v1');
    expect(field(sent[0], 'metadata', 'annotations', 'kubernetes.io/change-cause')).toBe('first release');
    expect(String(files.content.get('/sessions/one/steps/step-1/images.json'))).not.toContain('sha256');
  });

  it('leaves alone what is there already', async () => {
    const { sent, run } = worldOf({ live: deployment(4, 'analytics:v2') });
    expect(await run()).toMatchObject({ verdict: 'pass', summary: '0 of 1 went back, 1 were there already' });
    expect(sent).toEqual([]);
  });

  it('changes nothing where one of them can not go back', async () => {
    const { sent, run } = worldOf({ live: deployment(5, 'analytics:v3', { paused: true }) });
    const result = await run();
    expect(result).toMatchObject({ verdict: 'fail', failing: ['analytics'] });
    expect(result.evidence[0].next).toContain('kubectl rollout resume deployment/prod-analytics');
    expect(sent).toEqual([]);
  });

  it('tries again over a newer status, and not over a change by somebody else', async () => {
    const conflict = new ClusterError('conflict', 'the object has been modified');
    for (const [generation, verdict] of [
      [5, 'pass'],
      [6, 'fail'],
    ] as const) {
      let live: Manifest = crashed.deployments[0] ?? {};
      let tries = 0;
      const newer = { ...live, metadata: { name: 'prod-analytics', generation, resourceVersion: '41' } };
      const { run } = worldOf({
        cluster: {
          get: () => Promise.resolve(tries === 1 && verdict === 'fail' ? newer : live),
          replace: (manifest) => {
            tries += 1;
            if (tries === 1) {
              live = newer;
              return Promise.reject(conflict);
            }
            live = manifest;
            return Promise.resolve(manifest);
          },
        },
      });
      const result = await run();
      expect(result.verdict).toBe(verdict);
      expect(tries).toBe(verdict === 'pass' ? 2 : 1);
    }
  });

  it('keeps what became of each, and fails where the template is another one afterwards', async () => {
    const { run } = worldOf({ cluster: { get: () => Promise.resolve(crashed.deployments[0]) } });
    expect(await run()).toMatchObject({
      verdict: 'fail',
      failing: ['analytics'],
      evidence: [{ observed: 'its template is not that of revision 4 afterwards' }, {}],
    });
  });

  it('is an error where the cluster does not answer or the revisions can not be read', async () => {
    expect(await worldOf({ cluster: { list: forbidden } }).run()).toMatchObject({ verdict: 'error' });
    expect(await worldOf().run({ revisions: '3' })).toMatchObject({
      verdict: 'error',
      evidence: [{ observed: '“3” is not written as SERVICE=REVISION' }],
    });
  });
});
