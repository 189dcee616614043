import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../kubernetes/network/loopback.ts';
import { errorReply, type HttpReply } from '../services/http.ts';
import type { OutsideSystem, StartSystem, Surroundings } from './system.ts';

/** The systems outside of the cluster, on one port of loopback. */
export interface Outside {
  /** By the names that endpoints have in platform.yaml. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** They begin to answer. Until then all of them say that they are not there yet. */
  open(surroundings: Surroundings): void;
  close(): Promise<void>;
}

/** Listens for requests to `/NAME/PATH`, where NAME is the name of a system. */
export async function listenForOutside(systems: Readonly<Record<string, StartSystem>>): Promise<Outside> {
  const opened = new Map<string, OutsideSystem>();
  const server = createServer((incoming, response) => {
    void replyOf(opened, incoming).then(
      ({ status, contentType, body, location }) => {
        response.writeHead(status, {
          'Content-Type': contentType,
          'Content-Length': Buffer.byteLength(body),
          ...(location === undefined ? {} : { Location: location }),
        });
        response.end(body);
      },
      // The client is gone, or sent what is no request: there is nobody to tell.
      () => response.destroy(),
    );
  });
  const url = `http://127.0.0.1:${String(await listenOnLoopback(server))}`;
  return {
    endpoints: Object.fromEntries(Object.keys(systems).map((name) => [name, `${url}/${name}`])),
    open: (surroundings) => {
      for (const [name, start] of Object.entries(systems)) opened.set(name, start(surroundings));
    },
    close: () => {
      for (const system of opened.values()) system.close?.();
      return closeServer(server);
    },
  };
}

async function replyOf(
  opened: ReadonlyMap<string, OutsideSystem>,
  incoming: IncomingMessage,
): Promise<HttpReply> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
  const [, name = '', path = '/'] = /^\/([^/]*)(\/.*)?$/.exec(pathname) ?? [];
  const system = opened.get(name);
  const body = await text(incoming);
  if (system === undefined) return errorReply(503, 'service_unavailable', `${name} is not there yet`);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([key, value]) => [key, [value].flat().join(', ')]),
  );
  return system.reply({ method: incoming.method ?? 'GET', path, query: searchParams, headers, body });
}
