import { storedTypeOf } from './resources/served.ts';
import type { KubeObject } from './objects/kube-object.ts';
import { nodeLease, nodeObject } from './seed-node.ts';
import { createObject, updateObject } from './store/write.ts';
import type { World } from './world.ts';

const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What every cluster has from its first minute: the system's namespaces, and nodes that are ready. */
export function seedCluster(world: World, nodes: readonly string[]): void {
  for (const name of systemNamespaces) seed(world, namespaceObject(name));
  const now = world.schedule.now();
  for (const name of nodes) {
    seed(world, nodeObject(name, now));
    seed(world, nodeLease(name, now));
  }
}

/** Creates an object with its status, past all checks: the beginning of a scenario can't be refused. */
export function seed(world: World, object: KubeObject): void {
  const [group = '', version] = object.apiVersion.split('/');
  const type = storedTypeOf(object.kind, version === undefined ? '' : group);
  if (type === undefined) throw new Error(`the simulation does not know ${object.apiVersion} ${object.kind}`);
  const created = createObject(world, type, object);
  if (!created.ok) throw new Error(created.failure.message);
  const { status } = object;
  if (status !== undefined) updateObject(world, type, { ...created.value, status }, 'status');
}

export function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}
