import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { field } from '../../../src/steps/manifest/json.ts';
import { fullName, objectsOf, type ServiceOnStage, type StageObjects } from './cluster-objects.ts';

/** An API server whose objects do as they are told, for screens that show a cluster. */
export interface StageCluster {
  /** Leads to it, as the context `teei-prod`. */
  readonly kubeconfig: string;
  /** A folder for PATH, with a `kubectl` that names the Deployments, as `get -o name` and `apply` do. */
  readonly bin: string;
  /** From now on kubectl waits, until what this gives is called. */
  holds(): () => void;
  /** From now on the namespace is so; whoever watches is told. */
  becomes(services: readonly ServiceOnStage[]): void;
  close(): Promise<void>;
}

type Collection = keyof StageObjects;

const uid = '6f1d2c1e-4b0e-4a55-9d57-0c8f2f0a7b11';
const logOfCrash = 'config: loading\nconfig: 41 keys\nfatal: JWT_SECRET is not set\n';

/** `folder`: where its kubeconfig and its kubectl are written. */
export async function openStageCluster(
  folder: string,
  first: readonly ServiceOnStage[],
): Promise<StageCluster> {
  let services = first;
  let objects = objectsOf(first);
  let version = 1;
  let answering = Promise.resolve();
  const watching = new Map<ServerResponse, Collection>();

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stage');
    const collection = pathname.split('/').at(-1) ?? '';
    if (pathname.startsWith('/kubectl/')) {
      const did = pathname === '/kubectl/apply' ? ' serverside-applied' : '';
      const told = services.map((service) => `deployment.apps/${fullName(service)}${did}\n`).join('');
      void answering.then(() => response.end(told));
    } else if (pathname.endsWith('/log')) response.end(logOfCrash);
    else if (!isCollection(collection, objects)) sendJson(response, single(pathname));
    else if (searchParams.get('watch') === null) {
      sendJson(response, { metadata: { resourceVersion: String(version) }, items: objects[collection] });
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      // What changed between the list and the watch would never be told otherwise.
      if (searchParams.get('resourceVersion') !== String(version))
        tell(response, 'MODIFIED', objects[collection], version);
      watching.set(response, collection);
      response.on('close', () => watching.delete(response));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stage has no address');
  const url = `http://127.0.0.1:${String(address.port)}`;

  return {
    kubeconfig: writeKubeconfig(folder, url),
    bin: writeKubectl(folder, url),
    holds() {
      const { promise, resolve } = Promise.withResolvers<void>();
      answering = promise;
      return resolve;
    },
    becomes(next) {
      version += 1;
      services = next;
      const before = objects;
      objects = objectsOf(next);
      for (const [response, collection] of watching) {
        const names = new Set(objects[collection].map(nameOf));
        const gone = before[collection].filter((object) => !names.has(nameOf(object)));
        tell(response, 'DELETED', gone, version);
        tell(response, 'MODIFIED', objects[collection], version);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isCollection(name: string, objects: StageObjects): name is Collection {
  return Object.hasOwn(objects, name);
}

/** What is asked of the server itself. */
function single(path: string): object {
  if (path === '/version') return { gitVersion: 'v1.32.4' };
  return { metadata: { name: path.split('/').at(-1), uid } };
}

function tell(
  response: ServerResponse,
  type: 'MODIFIED' | 'DELETED',
  objects: readonly object[],
  version: number,
): void {
  for (const object of objects)
    response.write(`${JSON.stringify({ type, object: versioned(object, version) })}\n`);
}

function nameOf(object: object): unknown {
  return field(object, 'metadata', 'name');
}

function versioned(object: object, version: number): object {
  const metadata = 'metadata' in object && typeof object.metadata === 'object' ? object.metadata : {};
  return { ...object, metadata: { ...metadata, resourceVersion: String(version) } };
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function writeKubeconfig(folder: string, server: string): string {
  const path = join(folder, 'kubeconfig');
  const name = 'teei-prod';
  writeFileSync(
    path,
    stringify({
      'current-context': name,
      contexts: [{ name, context: { cluster: name, user: name } }],
      clusters: [{ name, cluster: { server } }],
      users: [{ name, user: {} }],
    }),
  );
  return path;
}

function writeKubectl(folder: string, url: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const path = join(bin, 'kubectl');
  writeFileSync(
    path,
    [
      `#!${process.execPath}`,
      `fetch('${url}/kubectl/' + process.argv[2])`,
      '  .then(async (answer) => process.stdout.write(await answer.text()));',
      '',
    ].join('\n'),
  );
  chmodSync(path, 0o755);
  return bin;
}
