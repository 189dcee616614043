import { type JsonObject, textAt } from '../../objects/json.ts';
import { type KubeObject, labelsOf, nameOf, namespaceOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { create, update } from '../support/acting.ts';
import { controllerReference } from '../support/pods.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';
import { type Backend, backendsOf, portsOn, targetReference } from './service-pods.ts';
import { servicesOf } from './services-of-pod.ts';

const serviceLabel = 'kubernetes.io/service-name';
const managedBy = { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' } as const;

/** Keeps for each Service with a selector one EndpointSlice; a Service that is gone leaves its slice to the garbage collector. */
export const endpointSliceController = reconciler('endpointslice', (world) => ({
  resources: ['services', 'pods'],
  keysOf: ({ resource, object, before }) =>
    resource === 'pods' ? servicesOf(world, object, before) : [keyOf(object)],
  reconcile: (key) => {
    const service = objectOf(world, 'services', key);
    const backends = service === undefined ? undefined : backendsOf(world, service);
    if (service !== undefined && backends !== undefined) keep(world, service, backends);
  },
}));

function keep(world: World, service: KubeObject, backends: readonly Backend[]): void {
  const present = world.store
    .list('endpointslices.discovery.k8s.io', namespaceOf(service))
    .find((slice) => labelsOf(slice)[serviceLabel] === nameOf(service));
  const base = present ?? {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${nameOf(service)}-`,
      namespace: namespaceOf(service) ?? '',
      labels: { ...labelsOf(service), ...managedBy, [serviceLabel]: nameOf(service) },
      ownerReferences: [controllerReference(service)],
    },
  };
  const wanted = { ...base, addressType: 'IPv4', ...contentsOf(service, backends) };
  if (present === undefined) create(world, wanted);
  else update(world, wanted);
}

function contentsOf(service: KubeObject, backends: readonly Backend[]): JsonObject {
  const [first] = backends;
  return {
    endpoints: backends.map(({ pod, ip, ready, terminating }) => ({
      addresses: [ip],
      conditions: { ready: ready && !terminating, serving: ready, terminating },
      nodeName: textAt(pod, 'spec', 'nodeName') ?? '',
      targetRef: targetReference(pod),
    })),
    ports:
      first === undefined
        ? []
        : portsOn(service, first.pod).map(({ name, port, protocol }) => ({ name, port, protocol })),
  };
}
