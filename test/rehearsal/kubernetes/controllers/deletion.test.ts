import { describe, expect, it } from 'vitest';
import { remove } from '../../../../src/rehearsal/kubernetes/controllers/support/acting.ts';
import { at } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { ownersOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import {
  deployment,
  get,
  post,
  runningWorld,
  type RunningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

async function deployed(): Promise<RunningWorld> {
  const world = runningWorld();
  post(world, deployment('web', 'web:1'));
  await world.schedule.pass(10_000);
  return world;
}

const count = (world: World, resource: string): number => world.store.list(resource, 'prod').length;

describe('deleting', () => {
  it('takes what an owner owned with it, in the background', async () => {
    const world = await deployed();
    remove(world, get(world, 'deployments.apps', 'web'));
    await world.schedule.pass(2000);
    expect(
      ['deployments.apps', 'replicasets.apps', 'pods'].map((resource) => count(world, resource)),
    ).toEqual([0, 0, 0]);
  });

  it('lets an owner go last in the foreground', async () => {
    const world = await deployed();
    remove(world, get(world, 'deployments.apps', 'web'), { propagation: 'Foreground' });
    await world.schedule.pass(500);
    expect(
      ['deployments.apps', 'replicasets.apps', 'pods'].map((resource) => count(world, resource)),
    ).toEqual([1, 1, 2]);
    expect(at(get(world, 'deployments.apps', 'web').metadata, 'finalizers')).toEqual(['foregroundDeletion']);
    await world.schedule.pass(1500);
    expect(
      ['deployments.apps', 'replicasets.apps', 'pods'].map((resource) => count(world, resource)),
    ).toEqual([0, 0, 0]);
  });

  it('leaves what was owned where it is orphaned, and a new owner takes it over', async () => {
    const world = await deployed();
    remove(world, get(world, 'deployments.apps', 'web'), { propagation: 'Orphan' });
    await world.schedule.pass(2000);
    expect(
      ['deployments.apps', 'replicasets.apps', 'pods'].map((resource) => count(world, resource)),
    ).toEqual([0, 1, 2]);
    const uids = world.store.list('pods', 'prod').map((pod) => pod.metadata['uid']);
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    expect(world.store.list('pods', 'prod').map((pod) => pod.metadata['uid'])).toEqual(uids);
    expect(world.store.list('replicasets.apps', 'prod').flatMap(ownersOf)).toMatchObject([{ name: 'web' }]);
  });

  it('empties a namespace, refuses new objects meanwhile, and takes it away then', async () => {
    const world = await deployed();
    const namespace = world.store.get('namespaces', undefined, 'prod');
    if (namespace !== undefined) remove(world, namespace);
    await world.schedule.pass(500);
    expect(at(world.store.get('namespaces', undefined, 'prod'), 'status', 'phase')).toBe('Terminating');
    expect(() => post(world, deployment('other', 'web:1'))).toThrow('because it is being terminated');
    await world.schedule.pass(5000);
    expect(world.store.get('namespaces', undefined, 'prod')).toBeUndefined();
    expect(count(world, 'events')).toBe(0);
  });
});
