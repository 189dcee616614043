import { storedTypeOf } from './resources/served.ts';
import type { KubeObject } from './objects/kube-object.ts';
import { createObject, updateObject } from './store/write.ts';
import type { World } from './world.ts';

const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What every cluster has from its first minute: the system's namespaces, and nodes that are ready. */
export function seedCluster(world: World, nodes: readonly string[]): void {
  for (const name of systemNamespaces) seed(world, namespaceObject(name));
  for (const name of nodes) seed(world, nodeObject(name));
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

function nodeObject(name: string): KubeObject {
  const figures = { cpu: '8', 'ephemeral-storage': '100Gi', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' },
    },
    spec: {},
    status: {
      capacity: figures,
      allocatable: figures,
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
        condition('Ready', 'True', 'KubeletReady'),
      ],
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: { kubeletVersion: 'v1.32.4', containerRuntimeVersion: 'rehearsal://1', osImage: 'rehearsal' },
    },
  };
}

function condition(type: string, status: string, reason: string): { readonly [key: string]: string } {
  return { type, status, reason, message: reason };
}
