import { describe, expect, it } from 'vitest';
import { secretUsers } from '../../../src/steps/checks/secret-users.ts';
import type { Manifest } from '../../../src/steps/ports/cluster.ts';
import { objectCluster } from '../../fixtures/object-cluster.ts';
import { fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

function deployment(name: string, spec: object): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { template: { spec } } };
}

const byVariables = {
  containers: [{ name: 'a', envFrom: [{ secretRef: { name: 'keys', optional: true } }] }],
};
const byVolume = { containers: [], volumes: [{ name: 'v', secret: { secretName: 'keys' } }] };
const another = { containers: [{ name: 'a', envFrom: [{ secretRef: { name: 'others' } }] }] };
const asConfig = { containers: [{ name: 'a', envFrom: [{ configMapRef: { name: 'keys' } }] }] };

function look(objects: readonly Manifest[], services = '') {
  const cluster = fakeCluster(objectCluster(objects).methods);
  return secretUsers.run({ secret: 'keys', services }, fakeRunContext({ ports: { cluster } }));
}

describe('the check secret.users', () => {
  it.each([
    ['variables', byVariables, 'pass'],
    ['a volume', byVolume, 'pass'],
    ['another Secret', another, 'inconclusive'],
    ['a ConfigMap of that name', asConfig, 'inconclusive'],
  ])('knows those that use it by %s', async (_what, spec, verdict) => {
    expect(await look([deployment('teei-q2q-ai', spec)])).toMatchObject({ verdict });
  });

  it('gives their names to later steps, in the order of platform.yaml', async () => {
    const both = [deployment('teei-q2q-ai', byVolume), deployment('teei-api-gateway', byVariables)];
    expect((await look(both)).values).toEqual({ 'secret-users': 'api-gateway,q2q-ai' });
    expect((await look(both, 'q2q-ai')).values).toEqual({ 'secret-users': 'q2q-ai' });
  });

  it('is no answer where a Deployment is none of platform.yaml, and an error where nothing answers', async () => {
    expect(await look([deployment('other', byVariables)])).toMatchObject({ verdict: 'inconclusive' });
    expect(await look([], 'nobody')).toMatchObject({ verdict: 'error' });
    const down = fakeRunContext({ ports: { cluster: fakeCluster() } });
    expect(await secretUsers.run({ secret: 'keys' }, down)).toMatchObject({ verdict: 'error' });
  });
});
