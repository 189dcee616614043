import { at, type Json, listAt, numberAt, objectAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import {
  ageColumn,
  type Column,
  firstOf,
  labelsText,
  nameColumn,
  selectorText,
  shown,
  wide,
} from './column.ts';
import { scalarText } from './scalar.ts';

export const networkColumns: Readonly<Record<string, readonly Column[]>> = {
  Service: [
    nameColumn,
    shown('Type', (service) => textAt(service, 'spec', 'type') ?? ''),
    shown('Cluster-IP', (service) => textAt(service, 'spec', 'clusterIP') ?? none),
    shown('External-IP', externalText),
    shown('Port(s)', portsText),
    ageColumn,
    wide('Selector', (service) => labelsText(objectAt(service, 'spec', 'selector'))),
  ],
  Endpoints: [nameColumn, shown('Endpoints', endpointsText), ageColumn],
  EndpointSlice: [
    nameColumn,
    shown('AddressType', (slice) => textAt(slice, 'addressType') ?? ''),
    shown('Ports', slicePortsText),
    shown('Endpoints', sliceEndpointsText),
    ageColumn,
  ],
  Ingress: [
    nameColumn,
    shown('Class', (ingress) => textAt(ingress, 'spec', 'ingressClassName') ?? none),
    shown('Hosts', hostsText),
    shown('Address', (ingress) => balancers(ingress).join(',')),
    shown('Ports', (ingress) => (listAt(ingress, 'spec', 'tls').length > 0 ? '80, 443' : '80')),
    ageColumn,
  ],
  NetworkPolicy: [
    nameColumn,
    shown('Pod-Selector', (policy) => selectorText(at(policy, 'spec', 'podSelector'))),
    ageColumn,
  ],
};

const none = '<none>';
/** How many endpoints or hosts a table tells. */
const most = 3;

function externalText(service: KubeObject): string {
  const own = listAt(service, 'spec', 'externalIPs').map(scalarText);
  switch (textAt(service, 'spec', 'type')) {
    case 'ExternalName':
      return textAt(service, 'spec', 'externalName') ?? none;
    case 'LoadBalancer': {
      const all = [...balancers(service), ...own];
      return all.length === 0 ? '<pending>' : all.join(',');
    }
    default:
      return own.length === 0 ? none : own.join(',');
  }
}

function balancers(object: KubeObject): readonly string[] {
  return listAt(object, 'status', 'loadBalancer', 'ingress').flatMap(
    (one) => textAt(one, 'ip') ?? textAt(one, 'hostname') ?? [],
  );
}

function portsText(service: KubeObject): string {
  const ports = listAt(service, 'spec', 'ports').map((port) => {
    const nodePort = numberAt(port, 'nodePort') ?? 0;
    const number = String(numberAt(port, 'port') ?? 0);
    const protocol = textAt(port, 'protocol') ?? 'TCP';
    return `${number}${nodePort > 0 ? `:${String(nodePort)}` : ''}/${protocol}`;
  });
  return ports.length === 0 ? none : ports.join(',');
}

function endpointsText(endpoints: KubeObject): string {
  const subsets = listAt(endpoints, 'subsets');
  return subsets.length === 0 ? none : firstOf(subsets.flatMap(subsetAddresses), most);
}

function subsetAddresses(subset: Json): readonly string[] {
  const addresses = listAt(subset, 'addresses').map((address) => textAt(address, 'ip') ?? '');
  const ports = listAt(subset, 'ports').map((port) => String(numberAt(port, 'port') ?? 0));
  if (ports.length === 0) return addresses;
  return ports.flatMap((port) =>
    addresses.map((address) => (address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`)),
  );
}

function slicePortsText(slice: KubeObject): string {
  const ports = listAt(slice, 'ports').map((port) => {
    const number = numberAt(port, 'port');
    return number === undefined ? (textAt(port, 'name') ?? '*') : String(number);
  });
  return ports.length === 0 ? '<unset>' : firstOf(ports, most);
}

function sliceEndpointsText(slice: KubeObject): string {
  const addresses = listAt(slice, 'endpoints').flatMap((endpoint) =>
    listAt(endpoint, 'addresses').map(scalarText),
  );
  return addresses.length === 0 ? '<unset>' : firstOf(addresses, most);
}

function hostsText(ingress: KubeObject): string {
  const rules = listAt(ingress, 'spec', 'rules');
  const hosts = rules.flatMap((rule) => textAt(rule, 'host') ?? []);
  return hosts.length === 0 ? '*' : firstOf(hosts, most);
}
