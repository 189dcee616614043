import { isBeingDeleted, nameOf, namespaceOf } from '../../objects/kube-object.ts';
import type { KubeObject } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { create } from '../support/acting.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';

/** Gives each namespace the service account that pods use when they name none. */
export const usualContents = reconciler('serviceaccount', (world) => ({
  resources: ['namespaces', 'serviceaccounts'],
  keysOf: ({ resource, type, object }) => {
    if (resource === 'namespaces') return type === 'DELETED' ? [] : [keyOf(object)];
    return type === 'DELETED' ? [`/${namespaceOf(object) ?? ''}`] : [];
  },
  reconcile: (key) => {
    const namespace = objectOf(world, 'namespaces', key);
    if (namespace !== undefined && !isBeingDeleted(namespace)) fill(world, namespace);
  },
}));

function fill(world: World, namespace: KubeObject): void {
  const metadata = { name: 'default', namespace: nameOf(namespace) };
  if (world.store.get('serviceaccounts', metadata.namespace, metadata.name) !== undefined) return;
  create(world, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}
