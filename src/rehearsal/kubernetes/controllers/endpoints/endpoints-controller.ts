import { type JsonObject, objectAt, sameJson, textAt } from '../../objects/json.ts';
import { type KubeObject, labelsOf, nameOf, namespaceOf, withMetadata } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { create, remove, update } from '../support/acting.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';
import { type Backend, type BackendPort, backendsOf, portsOn, targetReference } from './service-pods.ts';
import { servicesOf } from './services-of-pod.ts';

/** Keeps for each Service with a selector the Endpoints of its name. */
export const endpointsController = reconciler('endpoint', (world) => ({
  resources: ['services', 'pods'],
  keysOf: ({ resource, object, before }) =>
    resource === 'pods' ? servicesOf(world, object, before) : [keyOf(object)],
  reconcile: (key) => {
    const service = objectOf(world, 'services', key);
    const present = objectOf(world, 'endpoints', key);
    if (service === undefined) {
      if (present !== undefined) remove(world, present);
      return;
    }
    const backends = backendsOf(world, service);
    if (backends !== undefined) keep(world, service, present, subsetsOf(service, backends));
  },
}));

function keep(
  world: World,
  service: KubeObject,
  present: KubeObject | undefined,
  subsets: readonly JsonObject[],
): void {
  const base = present ?? {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: nameOf(service), namespace: namespaceOf(service) ?? '' },
  };
  const labels = labelsOf(service);
  const { subsets: _before, ...rest } = withMetadata(base, { labels });
  const wanted: KubeObject = subsets.length === 0 ? rest : { ...rest, subsets };
  if (present === undefined) create(world, wanted);
  else if (!sameJson(present, wanted)) update(world, wanted);
}

/** Addresses with the same ports are told together, as pods of one Deployment always are. */
function subsetsOf(service: KubeObject, backends: readonly Backend[]): readonly JsonObject[] {
  const groups = new Map<string, { readonly ports: readonly BackendPort[]; readonly backends: Backend[] }>();
  for (const backend of backends.filter(({ terminating }) => !terminating)) {
    const ports = portsOn(service, backend.pod);
    if (ports.length === 0) continue;
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, backends: [] };
    group.backends.push(backend);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    ...addresses(
      'addresses',
      group.backends.filter(({ ready }) => ready),
    ),
    ...addresses(
      'notReadyAddresses',
      group.backends.filter(({ ready }) => !ready),
    ),
    ports: group.ports.map(({ name, port, protocol }) => ({
      ...(name === '' ? {} : { name }),
      port,
      protocol,
    })),
  }));
}

function addresses(key: string, backends: readonly Backend[]): JsonObject {
  if (backends.length === 0) return {};
  return {
    [key]: backends
      .toSorted((a, b) => (a.ip < b.ip ? -1 : 1))
      .map(({ pod, ip }) => ({
        ip,
        nodeName: textAt(objectAt(pod, 'spec'), 'nodeName') ?? '',
        targetRef: targetReference(pod),
      })),
  };
}
