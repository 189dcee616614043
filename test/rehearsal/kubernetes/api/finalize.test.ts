import { describe, expect, it } from 'vitest';
import { namespaceObject } from '../../../../src/rehearsal/kubernetes/seed.ts';
import { withMetadata } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const path = 'PUT /api/v1/namespaces/prod/finalize';
const without = { ...namespaceObject('prod'), spec: {} };

describe('the finalizers of a namespace', () => {
  it('are taken away, and the namespace stays while nobody deletes it', async () => {
    const { store, ...world } = quietWorld();
    expect(await ask({ ...world, store }, path, without)).toMatchObject({ status: 200, body: { spec: {} } });
    expect(store.get('namespaces', undefined, 'prod')).toBeDefined();
  });

  it('keep a namespace that is being deleted until the last is gone', async () => {
    const world = quietWorld();
    const { store } = world;
    store.put(
      'namespaces',
      withMetadata(namespaceObject('prod'), { deletionTimestamp: '2026-03-03T10:00:00Z' }),
    );
    await ask(world, path, namespaceObject('prod'));
    expect(store.get('namespaces', undefined, 'prod')).toBeDefined();
    await ask(world, path, without);
    expect(store.get('namespaces', undefined, 'prod')).toBeUndefined();
  });
});
