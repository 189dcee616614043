import { describe, expect, it } from 'vitest';
import { manifestRefs } from '../../../src/steps/checks/manifest-refs.ts';
import { ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { autoscaler, deployment, holder, manifestOf, service } from '../../fixtures/manifest/objects.ts';
import { fakeFiles, fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

/** Looks at a manifest beside a cluster that has these objects, and gives a forbidden one for `forbidden`. */
async function look(objects: readonly Manifest[], live: readonly Manifest[] = [], forbidden = '') {
  const cluster = fakeCluster({
    get: ({ kind }, name) => {
      if (name === forbidden)
        return Promise.reject(new ClusterError('forbidden', `User u may not get ${kind}.`));
      const found = live.find(
        (one) => one['kind'] === kind && JSON.stringify(one).includes(`"name":"${name}"`),
      );
      return Promise.resolve(found);
    },
    list: ({ kind }) => Promise.resolve(live.filter((one) => one['kind'] === kind)),
  });
  const files = fakeFiles({ '/home/ops/repo/out.yaml': manifestOf(objects) });
  return manifestRefs.run({ manifest: 'out.yaml' }, fakeRunContext({ ports: { files, cluster } }));
}

const pod = (spec: Manifest) => deployment('api', 'api:1', { pod: spec });
const container = (spec: Manifest) => deployment('api', 'api:1', { container: spec });
const variable = (from: Manifest) => container({ env: [{ name: 'URL', valueFrom: from }] });
const volume = (source: Manifest) => pod({ volumes: [{ name: 'v', ...source }] });

describe('the check manifest.refs', () => {
  it.each<[string, Manifest, string, string]>([
    [
      'a variable’s ConfigMap',
      variable({ configMapKeyRef: { name: 'conf', key: 'URL' } }),
      'ConfigMap conf',
      'needed by Deployment api, container main, variable URL (key URL)',
    ],
    [
      'a variable’s Secret',
      variable({ secretKeyRef: { name: 'login', key: 'p' } }),
      'Secret login',
      'needed by Deployment api, container main, variable URL (key p)',
    ],
    [
      'the ConfigMap of envFrom',
      container({ envFrom: [{ configMapRef: { name: 'conf' } }] }),
      'ConfigMap conf',
      'needed by Deployment api, container main, envFrom',
    ],
    [
      'the Secret of envFrom',
      container({ envFrom: [{ secretRef: { name: 'login' } }] }),
      'Secret login',
      'needed by Deployment api, container main, envFrom',
    ],
    [
      'a volume’s ConfigMap',
      volume({ configMap: { name: 'conf' } }),
      'ConfigMap conf',
      'needed by Deployment api, volume v',
    ],
    [
      'a volume’s Secret',
      volume({ secret: { secretName: 'login' } }),
      'Secret login',
      'needed by Deployment api, volume v',
    ],
    [
      'a projected Secret',
      volume({ projected: { sources: [{ secret: { name: 'login' } }] } }),
      'Secret login',
      'needed by Deployment api, volume v',
    ],
    [
      'a projected ConfigMap',
      volume({ projected: { sources: [{ configMap: { name: 'conf' } }] } }),
      'ConfigMap conf',
      'needed by Deployment api, volume v',
    ],
    [
      'a claim',
      volume({ persistentVolumeClaim: { claimName: 'disk' } }),
      'PersistentVolumeClaim disk',
      'needed by Deployment api, volume v',
    ],
    [
      'an account',
      pod({ serviceAccountName: 'runner' }),
      'ServiceAccount runner',
      'needed by Deployment api, service account',
    ],
    [
      'a pull secret',
      pod({ imagePullSecrets: [{ name: 'ghcr' }] }),
      'Secret ghcr',
      'needed by Deployment api, pull secret',
    ],
    [
      'what an init container needs',
      pod({ initContainers: [{ name: 'init', envFrom: [{ configMapRef: { name: 'conf' } }] }] }),
      'ConfigMap conf',
      'needed by Deployment api, container init, envFrom',
    ],
  ])('misses %s', async (_what, object, what, user) => {
    const result = await look([object]);
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: `${what}: neither in the manifest nor in the cluster`,
      evidence: [{ what, details: [user] }],
    });
    const [kind = '', name = ''] = what.split(' ');
    const there = { ...holder(name, { URL: '1', p: '1' }, kind) };
    expect(await look([object, there])).toMatchObject({
      verdict: 'pass',
      evidence: [{ observed: 'in the manifest' }],
    });
    expect(await look([object], [there])).toMatchObject({
      verdict: 'pass',
      evidence: [{ observed: 'in the cluster' }],
    });
  });

  it('misses a key, and names those that there are, never a value', async () => {
    const object = variable({ secretKeyRef: { name: 'login', key: 'password' } });
    const result = await look([object], [holder('login', { user: 'hidden', pass: 'hidden' }, 'Secret')]);
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: 'Secret login: in the cluster, without key password: it has only keys user, pass',
      evidence: [{ expected: 'exists with key password' }],
    });
    expect(JSON.stringify(result)).not.toContain('hidden');
  });

  it('asks for the keys that the items of a volume name', async () => {
    const items = [
      { key: 'a', path: 'a' },
      { key: 'b', path: 'b' },
    ];
    const result = await look([volume({ configMap: { name: 'conf', items } })], [holder('conf', { a: '1' })]);
    expect(result.summary).toBe('ConfigMap conf: in the cluster, without key b: it has only key a');
  });

  it.each<[string, Manifest]>([
    ['a key', variable({ secretKeyRef: { name: 'login', key: 'p', optional: true } })],
    ['envFrom', container({ envFrom: [{ configMapRef: { name: 'conf', optional: true } }] })],
    ['a volume', volume({ secret: { secretName: 'login', optional: true } })],
  ])('does without what is optional: %s', async (_what, object) => {
    expect(await look([object])).toMatchObject({
      verdict: 'pass',
      evidence: [{ observed: 'absent, and optional' }],
    });
  });

  it('can’t tell what it may not read, and says so', async () => {
    const object = container({ envFrom: [{ secretRef: { name: 'login' } }] });
    expect(await look([object], [], 'login')).toMatchObject({
      verdict: 'inconclusive',
      evidence: [{ observed: 'may not be read: User u may not get Secret.' }],
    });
  });

  it('finds a Service that selects no pod, in the manifest or in the cluster', async () => {
    expect(await look([deployment('api', 'api:1'), service('api')])).toMatchObject({ verdict: 'pass' });
    expect(await look([service('api')], [deployment('api', 'api:1')])).toMatchObject({ verdict: 'pass' });
    expect(await look([deployment('api', 'api:1'), service('web')])).toMatchObject({
      verdict: 'fail',
      summary: 'Service web: none has app=web',
    });
  });

  it('finds an autoscaler that scales nothing', async () => {
    expect(await look([deployment('api', 'api:1'), autoscaler('api', 'api')])).toMatchObject({
      verdict: 'pass',
    });
    expect(await look([autoscaler('api', 'api')], [deployment('api', 'api:1')])).toMatchObject({
      verdict: 'pass',
    });
    expect(await look([deployment('api', 'api:1'), autoscaler('api', 'prod-api')])).toMatchObject({
      verdict: 'fail',
      summary: 'HorizontalPodAutoscaler api: there is no Deployment/prod-api in the manifest or the cluster',
    });
  });
});
