import { field, items } from '../../steps/manifest/json.ts';
import {
  type Cluster,
  ClusterError,
  type FollowedKind,
  type NamespaceState,
} from '../../steps/ports/cluster.ts';
import { may } from './access.ts';
import { openClient } from './client.ts';
import { collections } from './collections.ts';
import { makeDiscovery } from './discovery.ts';
import { endpoints } from './endpoints.ts';
import { exec } from './exec.ts';
import { follow, stateOf } from './follow.ts';
import { forward } from './forward.ts';
import { makeLogs } from './logs.ts';
import { readJob } from './read/job.ts';
import { clusterUid, readiness, serverTime, serverVersion } from './readiness.ts';
import { askService } from './service-proxy.ts';
import { makeTransport, type Transport } from './transport.ts';
import { found, makeWriter, whole } from './write.ts';

/**
 * The cluster of a pinned kubeconfig (see pinKubeconfig). `env` supplies proxies only. Rejects with
 * ClusterError when the file can't be used; nothing is sent yet.
 */
export async function openCluster(options: {
  readonly kubeconfig: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Promise<Cluster> {
  const client = await openClient(options.kubeconfig, options.env).catch((thrown: unknown) => {
    if (thrown instanceof ClusterError) throw thrown;
    throw new ClusterError('invalid', `${options.kubeconfig} is not a usable kubeconfig.`, thrown);
  });
  return makeCluster(makeTransport(client));
}

function makeCluster(transport: Transport): Cluster {
  const discover = makeDiscovery(transport);
  const jobs = collections.jobs.path(transport.namespace);
  return {
    async identity() {
      const [uid, version] = await Promise.all([clusterUid(transport), serverVersion(transport)]);
      const { server, context, namespace } = transport;
      return { server, uid, context, namespace, version };
    },
    readiness: () => readiness(transport),
    look: (kinds) => look(transport, kinds),
    follow: (kinds, onChange, signal) => follow(transport, kinds, onChange, signal),
    endpoints: () => endpoints(transport, discover),
    ...makeLogs(transport),
    exec: (request, signal) => exec(transport, request, signal),
    forward: (target, signal) => forward(transport, target, signal),
    createJob: async (manifest) =>
      readJob(
        await transport.json({
          method: 'POST',
          path: jobs,
          body: JSON.stringify(manifest),
          repeatable: false,
        }),
      ),
    getJob: async (name) => {
      const object = await found(
        transport.json({ method: 'GET', path: `${jobs}/${encodeURIComponent(name)}` }),
      );
      return object === undefined ? undefined : readJob(object);
    },
    deleteJob: async (name) => {
      const path = `${jobs}/${encodeURIComponent(name)}?propagationPolicy=Background`;
      await found(transport.json({ method: 'DELETE', path }));
    },
    ...makeWriter(transport, discover),
    may: (rights) => may(transport, rights),
    time: () => serverTime(transport),
    askService: (request) => askService(transport, request),
    get: async (kind, name) => {
      const resource = await discover(kind);
      if (resource === undefined) return undefined;
      const path = `${resource.path}/${encodeURIComponent(name)}`;
      const object = await found(transport.json({ method: 'GET', path }));
      return object === undefined ? undefined : whole(object);
    },
    list: async (kind, options) => {
      const resource = await discover(kind);
      if (resource === undefined) return undefined;
      const query = options === undefined ? '' : `?${new URLSearchParams({ ...options }).toString()}`;
      const answer = await transport.json({ method: 'GET', path: `${resource.path}${query}` });
      // Members of a list lack their own apiVersion and kind.
      return items(field(answer, 'items')).map((object) => ({
        apiVersion: resource.apiVersion,
        kind: kind.kind,
        ...whole(object),
      }));
    },
  };
}

async function look(transport: Transport, kinds: readonly FollowedKind[]): Promise<NamespaceState> {
  const listed = await Promise.all(
    kinds.map(async (kind): Promise<[FollowedKind, readonly unknown[]]> => {
      const path = collections[kind].path(transport.namespace);
      return [kind, items(field(await transport.json({ method: 'GET', path }), 'items'))];
    }),
  );
  return stateOf(new Map(listed));
}
