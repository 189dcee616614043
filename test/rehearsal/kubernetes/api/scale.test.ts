import { describe, expect, it } from 'vitest';
import { numberAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { versionOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const path = '/apis/apps/v1/namespaces/prod/deployments/web/scale';
const merge = { contentType: 'application/merge-patch+json' };

function withDeployment(replicas: number): World {
  const world = quietWorld();
  const labels = { app: 'web' };
  seed(world, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'prod' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
    status: { replicas: 2 },
  });
  return world;
}

function replicasOf({ store }: World): number | undefined {
  return numberAt(store.get('deployments.apps', 'prod', 'web'), 'spec', 'replicas');
}

describe('the scale of a deployment', () => {
  it('tells what is wanted, what is there and which pods are meant', async () => {
    expect(await ask(withDeployment(3), `GET ${path}`)).toMatchObject({
      status: 200,
      body: {
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { name: 'web', namespace: 'prod' },
        spec: { replicas: 3 },
        status: { replicas: 2, selector: 'app=web' },
      },
    });
  });

  it('is changed by a patch, and by a whole Scale', async () => {
    const world = withDeployment(3);
    expect(await ask(world, `PATCH ${path}`, { spec: { replicas: 5 } }, merge)).toMatchObject({
      body: { spec: { replicas: 5 } },
    });
    expect(replicasOf(world)).toBe(5);
    await ask(world, `PUT ${path}`, { kind: 'Scale', apiVersion: 'autoscaling/v1', spec: {} });
    expect(replicasOf(world)).toBe(0);
  });

  it('stays as it is where the patch is only tried', async () => {
    const world = withDeployment(3);
    expect(await ask(world, `PATCH ${path}?dryRun=All`, { spec: { replicas: 5 } }, merge)).toMatchObject({
      body: { spec: { replicas: 5 } },
    });
    expect(replicasOf(world)).toBe(3);
  });

  it('is refused where it is negative, or read before another change', async () => {
    const world = withDeployment(3);
    expect(await ask(world, `PATCH ${path}`, { spec: { replicas: -1 } }, merge)).toMatchObject({
      failure: {
        reason: 'Invalid',
        message:
          'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      },
    });
    const deployment = world.store.get('deployments.apps', 'prod', 'web');
    const old = deployment === undefined ? '' : versionOf(deployment);
    await ask(world, `PATCH ${path}`, { spec: { replicas: 4 } }, merge);
    const late = { kind: 'Scale', metadata: { resourceVersion: old }, spec: { replicas: 9 } };
    expect(await ask(world, `PUT ${path}`, late)).toMatchObject({ failure: { reason: 'Conflict' } });
    expect(replicasOf(world)).toBe(4);
  });

  it('is not there without the deployment', async () => {
    expect(await ask(quietWorld(), `GET ${path}`)).toMatchObject({
      failure: { reason: 'NotFound', message: 'deployments.apps "web" not found' },
    });
  });
});
