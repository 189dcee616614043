import { field, items, text } from '../../steps/manifest/json.ts';
import { ClusterError, type ResourceKind } from '../../steps/ports/cluster.ts';
import type { Transport } from './transport.ts';

/** How the server serves a kind: the first of the wanted versions that it knows. */
export interface ServedResource {
  readonly apiVersion: string;
  /** Path of the collection, in the pinned namespace if the kind has namespaces. */
  readonly path: string;
}

export type Discover = (kind: ResourceKind) => Promise<ServedResource | undefined>;

/** Asks the server which kinds it serves; each group version is asked for once. */
export function makeDiscovery(transport: Transport): Discover {
  const known = new Map<string, Promise<readonly unknown[]>>();
  const resources = (apiVersion: string): Promise<readonly unknown[]> => {
    const asked = known.get(apiVersion) ?? askFor(transport, apiVersion);
    known.set(apiVersion, asked);
    // A failed question is asked again next time.
    asked.catch(() => known.delete(apiVersion));
    return asked;
  };
  return async (kind) => {
    for (const apiVersion of kind.apiVersions) {
      const found = (await resources(apiVersion)).find(
        (resource) =>
          field(resource, 'kind') === kind.kind && !(text(field(resource, 'name')) ?? '/').includes('/'),
      );
      if (found !== undefined) return served(transport, apiVersion, found);
    }
    return undefined;
  };
}

function served(transport: Transport, apiVersion: string, resource: unknown): ServedResource {
  const name = text(field(resource, 'name')) ?? '';
  const scope = field(resource, 'namespaced') === true ? `/namespaces/${transport.namespace}` : '';
  return { apiVersion, path: `${root(apiVersion)}${scope}/${name}` };
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

async function askFor(transport: Transport, apiVersion: string): Promise<readonly unknown[]> {
  try {
    return items(field(await transport.json({ method: 'GET', path: root(apiVersion) }), 'resources'));
  } catch (thrown) {
    if (thrown instanceof ClusterError && thrown.reason === 'not-found') return [];
    throw thrown;
  }
}
