import { describe, expect, it } from 'vitest';
import { manifestObjects } from '../../../src/steps/checks/manifest-objects.ts';
import type { Manifest } from '../../../src/steps/ports/cluster.ts';
import { deployment, holder, manifestOf, service } from '../../fixtures/manifest/objects.ts';
import { environment, fakeFiles, fakeRunContext } from '../../fixtures/run-context.ts';

function look(objects: readonly Manifest[]) {
  const files = fakeFiles({ '/home/ops/repo/out.yaml': manifestOf(objects) });
  const context = fakeRunContext({ environment: { ...environment, namespace: 'prod' }, ports: { files } });
  return manifestObjects.run({ manifest: 'out.yaml' }, context);
}

/** Metadata of an object, with a namespace or without. */
function meta(name: string, namespace?: string) {
  return { name, ...(namespace === undefined ? {} : { namespace }) };
}

const good = [deployment('api', 'api:1'), service('api'), deployment('web', 'web:1')];

describe('the check manifest.objects', () => {
  it('passes what is of the namespace, and counts it', async () => {
    expect(await look(good)).toMatchObject({
      verdict: 'pass',
      summary: '3 objects of prod: 2 Deployment, 1 Service',
    });
  });

  it('names every object that does not belong into a release', async () => {
    const result = await look([
      ...good,
      { apiVersion: 'v1', kind: 'Namespace', metadata: meta('prod') },
      holder('login', { p: 'hidden' }, 'Secret'),
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: meta('all') },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('conf', 'staging') },
    ]);
    expect(result.verdict).toBe('fail');
    expect(result.evidence.map(({ what, observed }) => `${what} ${observed}`)).toEqual([
      'Namespace prod is a Namespace: it is made by an administrator, once',
      'Secret login is a Secret: its values would lie in the session and in the overlay',
      'ClusterRole all has no namespace: it belongs to the whole cluster',
      'ConfigMap conf is of the namespace staging',
    ]);
  });
});
