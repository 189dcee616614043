import { field, items, text } from '../../steps/manifest/json.ts';
import { ClusterError, type ServiceEndpoints } from '../../steps/ports/cluster.ts';
import type { Discover } from './discovery.ts';
import { meta } from './read/common.ts';
import type { Transport } from './transport.ts';

interface Addresses {
  readonly service: string;
  readonly ready: readonly string[];
  readonly notReady: readonly string[];
}

/** See Cluster.endpoints. EndpointSlices where they are served in v1; else the older Endpoints. */
export async function endpoints(
  transport: Transport,
  discover: Discover,
): Promise<readonly ServiceEndpoints[]> {
  const slices = await discover({ kind: 'EndpointSlice', apiVersions: ['discovery.k8s.io/v1'] });
  const source = slices ?? (await discover({ kind: 'Endpoints', apiVersions: ['v1'] }));
  if (source === undefined) {
    throw new ClusterError('not-found', `${transport.server} serves no endpoints of Services.`);
  }
  const [services, found] = await Promise.all([
    transport.json({ method: 'GET', path: `/api/v1/namespaces/${transport.namespace}/services` }),
    transport.json({ method: 'GET', path: source.path }),
  ]);
  const addresses = items(field(found, 'items')).map(slices === undefined ? ofEndpoints : ofSlice);
  return items(field(services, 'items'))
    .filter((service) => field(service, 'spec', 'selector') !== undefined)
    .map((service) => summed(meta(service, 'name'), addresses));
}

/** An address may be in several slices (one for each port set): it is counted once. */
function summed(service: string, addresses: readonly Addresses[]): ServiceEndpoints {
  const own = addresses.filter((one) => one.service === service);
  const ready = new Set(own.flatMap((one) => one.ready));
  const notReady = new Set(own.flatMap((one) => one.notReady).filter((name) => !ready.has(name)));
  return { service, ready: ready.size, notReady: notReady.size };
}

function ofSlice(slice: unknown): Addresses {
  const all = items(field(slice, 'endpoints'));
  return {
    service: text(field(slice, 'metadata', 'labels', 'kubernetes.io/service-name')) ?? '',
    ready: all.filter(isReady).map(nameOfEndpoint),
    notReady: all.filter((endpoint) => !isReady(endpoint)).map(nameOfEndpoint),
  };
}

/** Absent means ready: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/ */
function isReady(endpoint: unknown): boolean {
  return field(endpoint, 'conditions', 'ready') !== false;
}

function nameOfEndpoint(endpoint: unknown): string {
  // A dual-stack pod has an address in each family's slice.
  return text(field(endpoint, 'targetRef', 'name')) ?? String(items(field(endpoint, 'addresses'))[0]);
}

function ofEndpoints(object: unknown): Addresses {
  const subsets = items(field(object, 'subsets'));
  const of = (list: string): readonly string[] =>
    subsets.flatMap((subset) =>
      items(field(subset, list)).map(
        (address) => text(field(address, 'targetRef', 'name')) ?? text(field(address, 'ip')) ?? '',
      ),
    );
  return { service: meta(object, 'name'), ready: of('addresses'), notReady: of('notReadyAddresses') };
}
