import { isBeingDeleted, nameOf, namespaceOf } from '../../objects/kube-object.ts';
import { groupResourceOf } from '../../resources/resource-type.ts';
import { servedTypes } from '../../resources/served.ts';
import type { Controller, World } from '../../world.ts';
import { remove } from '../support/acting.ts';

/** Empties each namespace that is being deleted, and takes it away once nothing is left in it. */
export const namespaceController: Controller = {
  name: 'namespace',
  start: (world) => {
    const due = new Set<string>();
    return world.store.subscribe(({ resource, object, type }) => {
      const name = resource === 'namespaces' ? nameOf(object) : namespaceOf(object);
      if (name === undefined || (resource !== 'namespaces' && type !== 'DELETED')) return;
      const namespace = world.store.get('namespaces', undefined, name);
      if (namespace === undefined || !isBeingDeleted(namespace) || due.has(name)) return;
      due.add(name);
      queueMicrotask(() => {
        due.delete(name);
        empty(world, name);
      });
    });
  },
};

const stored = servedTypes.filter(
  ({ namespaced, storedAs, verbs }) => namespaced && storedAs === undefined && verbs.includes('delete'),
);

function empty(world: World, namespace: string): void {
  for (const type of stored) {
    for (const object of world.store.list(groupResourceOf(type), namespace)) {
      if (!isBeingDeleted(object)) remove(world, object);
    }
  }
  const isLeft = stored.some((type) => world.store.list(groupResourceOf(type), namespace).length > 0);
  if (!isLeft) world.store.remove('namespaces', undefined, namespace);
}
