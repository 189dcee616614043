import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  sameJson,
  textAt,
  withAt,
} from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import type { Store } from '../store/store.ts';
import { type FieldError, invalidValue } from '../validate/field-error.ts';

/** Of the range 10.96.0.0/16; the first ones belong to the cluster's own services. */
const firstAddress = 10;
const nodePorts = { first: 30_000, last: 32_767 } as const;

/** A Service with the addresses and node ports that nobody else has, as its type needs them. `before` keeps its own. */
export function withAddresses(store: Store, service: KubeObject, before: KubeObject | undefined): KubeObject {
  const spec = withoutOthers(objectAt(service, 'spec'), objectAt(before, 'spec'));
  const kind = textAt(spec, 'type');
  if (kind === 'ExternalName') return { ...service, spec };
  const address = textAt(spec, 'clusterIP') ?? textAt(before, 'spec', 'clusterIP') ?? freeAddress(store);
  const full: JsonObject = {
    ...families(spec, address),
    ...spec,
    clusterIP: address,
    clusterIPs: [address],
  };
  return { ...service, spec: kind === 'ClusterIP' ? full : withNodePorts(store, full, before) };
}

const outside: readonly string[] = ['NodePort', 'LoadBalancer'];
const inside = ['clusterIP', 'clusterIPs', 'internalTrafficPolicy', 'ipFamilies', 'ipFamilyPolicy'];

/** The spec without what it only has because of the type that it had before, and not of its new one. */
function withoutOthers(spec: JsonObject, old: JsonObject): JsonObject {
  const [kind = '', earlier = ''] = [textAt(spec, 'type'), textAt(old, 'type')];
  if (earlier === '' || kind === earlier) return spec;
  const gone = [
    ...(kind === 'ExternalName' ? inside : []),
    ...(outside.includes(kind) ? [] : ['externalTrafficPolicy']),
    ...(kind === 'LoadBalancer' ? [] : ['allocateLoadBalancerNodePorts']),
    ...(earlier === 'ExternalName' ? ['externalName'] : []),
  ];
  const rest = gone.reduce<JsonObject>(
    (one, key) => (sameJson(at(one, key), at(old, key)) ? withAt(one, [key], undefined) : one),
    spec,
  );
  if (outside.includes(kind) || !outside.includes(earlier)) return rest;
  const ports = listAt(rest, 'ports').map((port) =>
    isObject(port) ? withAt(port, ['nodePort'], undefined) : port,
  );
  return { ...rest, ports };
}

/** A service without addresses and without selector may be found under both, as its owner wants. */
function families(spec: JsonObject, address: string): JsonObject {
  return address === 'None' && Object.keys(objectAt(spec, 'selector')).length === 0
    ? { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' }
    : { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
}

function freeAddress(store: Store): string {
  const taken = new Set(store.list('services').map((service) => textAt(service, 'spec', 'clusterIP')));
  const free = firstFree(firstAddress, (number) => taken.has(addressOf(number)));
  return addressOf(free);
}

function addressOf(number: number): string {
  return `10.96.${String(Math.floor(number / 256))}.${String(number % 256)}`;
}

function firstFree(from: number, isTaken: (number: number) => boolean): number {
  return isTaken(from) ? firstFree(from + 1, isTaken) : from;
}

function withNodePorts(store: Store, spec: JsonObject, before: KubeObject | undefined): JsonObject {
  const own = listAt(before, 'spec', 'ports');
  const taken = new Set([...takenPorts(store), ...listAt(spec, 'ports').flatMap(nodePortOf)]);
  const ports = listAt(spec, 'ports').map((port) => {
    if (!isObject(port) || nodePortOf(port).length > 0) return port;
    const [kept] = own.filter((one) => isSamePort(one, port)).flatMap(nodePortOf);
    const number = kept ?? firstFree(nodePorts.first, (one) => taken.has(one));
    taken.add(number);
    return { ...port, nodePort: number };
  });
  return { ...spec, ports };
}

function takenPorts(store: Store): readonly number[] {
  return store.list('services').flatMap((service) => listAt(service, 'spec', 'ports').flatMap(nodePortOf));
}

function nodePortOf(port: Json): readonly number[] {
  const number = numberAt(port, 'nodePort');
  return number === undefined || number === 0 ? [] : [number];
}

function isSamePort(one: Json, other: Json): boolean {
  return (
    numberAt(one, 'port') === numberAt(other, 'port') && textAt(one, 'protocol') === textAt(other, 'protocol')
  );
}

/** What a Service asks for and can't have: node ports that others have, or that are none. */
export function addressErrors(
  store: Store,
  service: KubeObject,
  before: KubeObject | undefined,
): readonly FieldError[] {
  if (service.kind !== 'Service') return [];
  const own = new Set(listAt(before, 'spec', 'ports').flatMap(nodePortOf));
  const taken = new Set(takenPorts(store));
  return listAt(service, 'spec', 'ports').flatMap((port, index) =>
    nodePortOf(port).flatMap((number) => {
      const why = refusal(number, taken.has(number) && !own.has(number));
      return why === undefined ? [] : [invalidValue(`spec.ports[${String(index)}].nodePort`, number, why)];
    }),
  );
}

function refusal(port: number, isTaken: boolean): string | undefined {
  if (port >= nodePorts.first && port <= nodePorts.last) {
    return isTaken ? 'provided port is already allocated' : undefined;
  }
  const range = `${String(nodePorts.first)}-${String(nodePorts.last)}`;
  return `provided port is not in the valid range. The range of valid ports is ${range}`;
}
