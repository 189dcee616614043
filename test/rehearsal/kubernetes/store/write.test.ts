import { describe, expect, it } from 'vitest';
import { at } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  isBeingDeleted,
  type KubeObject,
  nameOf,
  withMetadata,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { storedTypeOf } from '../../../../src/rehearsal/kubernetes/resources/served.ts';
import type { ResourceType } from '../../../../src/rehearsal/kubernetes/resources/resource-type.ts';
import { deleteObject } from '../../../../src/rehearsal/kubernetes/store/delete.ts';
import { createObject, updateObject } from '../../../../src/rehearsal/kubernetes/store/write.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const deployments = typeNamed('Deployment', 'apps');
const configMaps = typeNamed('ConfigMap', '');

function typeNamed(kind: string, group: string): ResourceType {
  const type = storedTypeOf(kind, group);
  if (type === undefined) throw new Error(`no ${kind}`);
  return type;
}

const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'prod' },
  spec: { replicas: 1 },
};

function created(world = quietWorld()): { readonly world: typeof world; readonly object: KubeObject } {
  const result = createObject(world, deployments, deployment);
  if (!result.ok) throw new Error(result.failure.message);
  return { world, object: result.value };
}

describe('creating', () => {
  it('gives uid, time and generation, and drops a status that was sent', () => {
    const world = quietWorld();
    const result = createObject(world, deployments, { ...deployment, status: { replicas: 9 } });
    expect(result).toMatchObject({
      ok: true,
      value: { metadata: { generation: 1, creationTimestamp: '2026-03-03T10:00:00Z' } },
    });
    expect(result.ok && at(result.value, 'status')).toEqual({});
  });

  it('refuses a name that is taken, and a namespace that is not there, in the server’s words', () => {
    const { world } = created();
    expect(createObject(world, deployments, deployment)).toMatchObject({
      failure: { reason: 'AlreadyExists', message: 'deployments.apps "web" already exists' },
    });
    expect(
      createObject(world, deployments, withMetadata(deployment, { namespace: 'nowhere' })),
    ).toMatchObject({ failure: { reason: 'NotFound', message: 'namespaces "nowhere" not found' } });
  });

  it('makes a name from generateName', () => {
    const object = withMetadata(deployment, { name: undefined, generateName: 'web-' });
    const result = createObject(quietWorld(), deployments, object);
    expect(result.ok && nameOf(result.value)).toMatch(/^web-[a-z0-9]{5}$/);
  });

  it('keeps nothing in a dry run', () => {
    const world = quietWorld();
    expect(createObject(world, deployments, deployment, { dryRun: true }).ok).toBe(true);
    expect(world.store.list('deployments.apps')).toEqual([]);
  });
});

describe('updating', () => {
  it('raises the generation for a changed spec, and not for a label', () => {
    const { world, object } = created();
    const labelled = updateObject(world, deployments, withMetadata(object, { labels: { a: 'b' } }), 'object');
    expect(labelled).toMatchObject({ value: { metadata: { generation: 1 } } });
    const spec = { ...deployment, spec: { replicas: 2 } };
    expect(updateObject(world, deployments, spec, 'object')).toMatchObject({
      value: { metadata: { generation: 2 } },
    });
  });

  it('writes nothing where nothing changes', () => {
    const { world, object } = created();
    const before = world.store.revision;
    expect(updateObject(world, deployments, object, 'object').ok).toBe(true);
    expect(world.store.revision).toBe(before);
  });

  it('is a conflict with a resourceVersion of before', () => {
    const { world, object } = created();
    updateObject(world, deployments, withMetadata(object, { labels: { a: 'b' } }), 'object');
    const result = updateObject(world, deployments, object, 'object');
    expect(result).toMatchObject({ failure: { reason: 'Conflict' } });
    expect(result.ok ? '' : result.failure.message).toContain(
      'the object has been modified; please apply your changes to the latest version',
    );
  });

  it('keeps status and spec apart', () => {
    const { world } = created();
    updateObject(
      world,
      deployments,
      { ...deployment, spec: { replicas: 7 }, status: { replicas: 3 } },
      'status',
    );
    expect(world.store.get('deployments.apps', 'prod', 'web')).toMatchObject({
      spec: { replicas: 1 },
      status: { replicas: 3 },
    });
    updateObject(world, deployments, { ...deployment, status: { replicas: 99 } }, 'object');
    expect(world.store.get('deployments.apps', 'prod', 'web')).toMatchObject({ status: { replicas: 3 } });
  });
});

describe('deleting', () => {
  it('waits for finalizers, and goes with the last of them', () => {
    const world = quietWorld();
    const map: KubeObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kept', namespace: 'prod', finalizers: ['example.com/hold'] },
    };
    createObject(world, configMaps, map);
    deleteObject(world, configMaps, 'prod', 'kept', { propagation: 'Background' });
    const held = world.store.get('configmaps', 'prod', 'kept');
    if (held === undefined) throw new Error('gone');
    expect(isBeingDeleted(held)).toBe(true);
    updateObject(world, configMaps, withMetadata(held, { finalizers: undefined }), 'object');
    expect(world.store.get('configmaps', 'prod', 'kept')).toBeUndefined();
  });

  it('is refused for another uid than the one that is meant', () => {
    const { world } = created();
    const result = deleteObject(world, deployments, 'prod', 'web', {
      propagation: 'Background',
      uid: 'another',
    });
    expect(result).toMatchObject({ failure: { reason: 'Conflict' } });
  });

  it('leaves what it owned without an owner where it is to be orphaned', () => {
    const { world, object } = created();
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'web',
      uid: at(object.metadata, 'uid') ?? '',
    };
    createObject(world, configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'owned', namespace: 'prod', ownerReferences: [owner] },
    });
    deleteObject(world, deployments, 'prod', 'web', { propagation: 'Orphan' });
    expect(at(world.store.get('configmaps', 'prod', 'owned'), 'metadata', 'ownerReferences')).toBeUndefined();
  });
});
