import { field, isRecord, text } from '../../steps/manifest/json.ts';
import {
  type ApplyOptions,
  type Cluster,
  ClusterError,
  type CreateOptions,
  type Manifest,
  type ResourceKind,
} from '../../steps/ports/cluster.ts';
import type { Discover } from './discovery.ts';
import type { Transport } from './transport.ts';

interface By {
  readonly fieldManager: string;
}

/** The ways in which objects are changed; each is the method of Cluster of the same name. */
export function makeWriter(
  transport: Transport,
  discover: Discover,
): Pick<Cluster, 'serverSideApply' | 'create' | 'patch' | 'replace' | 'remove'> {
  return {
    serverSideApply: (manifest, how) => apply(transport, discover, manifest, how),
    create: (manifest, how) => create(transport, discover, manifest, how),
    patch: async (kind, name, patch, how) =>
      mergePatch(transport, await pathOfKind(transport, discover, kind, name), patch, how),
    replace: (manifest, how) => replace(transport, discover, manifest, how),
    remove: async (kind, name, preconditions) => {
      const path = await pathOfKind(transport, discover, kind, name);
      const body = JSON.stringify({
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        preconditions,
      });
      await found(transport.json({ method: 'DELETE', path, body }));
    },
  };
}

async function apply(
  transport: Transport,
  discover: Discover,
  manifest: Manifest,
  how: ApplyOptions,
): Promise<Manifest> {
  const query = new URLSearchParams({ fieldManager: how.fieldManager, force: String(how.force) });
  if (how.dryRun) query.set('dryRun', 'All');
  const answer = await transport.json({
    method: 'PATCH',
    path: `${await pathOf(transport, discover, manifest)}?${query.toString()}`,
    // JSON is YAML: https://kubernetes.io/docs/reference/using-api/server-side-apply/
    contentType: 'application/apply-patch+yaml',
    body: JSON.stringify(manifest),
  });
  return whole(answer);
}

async function create(
  transport: Transport,
  discover: Discover,
  manifest: Manifest,
  how: CreateOptions,
): Promise<Manifest> {
  const query = new URLSearchParams({ fieldManager: how.fieldManager });
  if (how.dryRun) query.set('dryRun', 'All');
  const { path } = await collectionOf(transport, discover, manifest);
  const body = JSON.stringify(manifest);
  return whole(
    await transport.json({
      method: 'POST',
      path: `${path}?${query.toString()}`,
      body,
      repeatable: how.dryRun,
    }),
  );
}

async function mergePatch(transport: Transport, path: string, patch: Manifest, how: By): Promise<Manifest> {
  const query = new URLSearchParams({ fieldManager: how.fieldManager });
  return whole(
    await transport.json({
      method: 'PATCH',
      path: `${path}?${query.toString()}`,
      contentType: 'application/merge-patch+json',
      body: JSON.stringify(patch),
      // What it names is set to a value: a second time changes nothing, unless it is for one version alone.
      repeatable: field(patch, 'metadata', 'resourceVersion') === undefined,
    }),
  );
}

async function replace(
  transport: Transport,
  discover: Discover,
  manifest: Manifest,
  how: By,
): Promise<Manifest> {
  const path = await pathOf(transport, discover, manifest);
  const query = new URLSearchParams({ fieldManager: how.fieldManager });
  const body = JSON.stringify(manifest);
  return whole(
    await transport.json({ method: 'PUT', path: `${path}?${query.toString()}`, body, repeatable: false }),
  );
}

async function pathOfKind(
  transport: Transport,
  discover: Discover,
  kind: ResourceKind,
  name: string,
): Promise<string> {
  const resource = await discover(kind);
  if (resource === undefined) throw unknownKind(transport, kind.kind, kind.apiVersions.join(' or '));
  return `${resource.path}/${encodeURIComponent(name)}`;
}

/** Path of the object, which must be of the pinned namespace. */
async function pathOf(transport: Transport, discover: Discover, manifest: Manifest): Promise<string> {
  const { path, name } = await collectionOf(transport, discover, manifest);
  return `${path}/${encodeURIComponent(name)}`;
}

async function collectionOf(
  transport: Transport,
  discover: Discover,
  manifest: Manifest,
): Promise<{ readonly path: string; readonly name: string }> {
  const kind = text(manifest['kind']) ?? '';
  const apiVersion = text(manifest['apiVersion']) ?? '';
  const name = text(field(manifest, 'metadata', 'name')) ?? '';
  const namespace = text(field(manifest, 'metadata', 'namespace'));
  if (namespace !== undefined && namespace !== transport.namespace) {
    throw new ClusterError(
      'invalid',
      `${kind} ${name} is of namespace ${namespace}, but this session is pinned to ${transport.namespace}.`,
    );
  }
  const resource = await discover({ kind, apiVersions: [apiVersion] });
  if (resource === undefined) throw unknownKind(transport, kind, apiVersion);
  return { path: resource.path, name };
}

function unknownKind(transport: Transport, kind: string, of: string): ClusterError {
  return new ClusterError('not-found', `${transport.server} does not know the kind ${kind} of ${of}.`);
}

/** The answer as an object. Rejects with ClusterError where it is none. */
export function whole(object: unknown): Manifest {
  if (isRecord(object)) return object;
  throw new ClusterError('server', 'The API server answered with something that is not an object.');
}

/** Undefined instead of a not-found failure. */
export async function found(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof ClusterError && thrown.reason === 'not-found') return undefined;
    throw thrown;
  }
}
