import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { errorReply, type HttpAsk, type HttpReply } from '../../services/http.ts';
import { listAt, textAt } from '../objects/json.ts';
import { nameOf } from '../objects/kube-object.ts';
import type { World } from '../world.ts';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { askEndpoints, endpointsOf, serviceNamed } from './reach-service.ts';

/** The way into a namespace from outside, in the place of a load balancer. */
export interface ServiceListener {
  /** Followed by the service and its path: `http://127.0.0.1:40123/api-gateway/api/auth/login`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on a free port of loopback for requests to the services of a namespace: `/SERVICE/PATH`, where SERVICE is
 * the Service's name with or without the prefix of its environment.
 */
export async function listenForServices(world: World, namespace: string): Promise<ServiceListener> {
  const server = createServer((incoming, response) => {
    void serve(world, namespace, incoming, response);
  });
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${String(port)}`, close: () => closeServer(server) };
}

async function serve(
  world: World,
  namespace: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { service, ask } = readAsk(incoming, await text(incoming));
    const { status, contentType, body } = await replyOf(world, namespace, service, ask);
    response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  } catch {
    // The client is gone, or sent what is no request: there is nobody to tell.
    response.destroy();
  }
}

function readAsk(
  { url = '/', method = 'GET', headers }: IncomingMessage,
  body: string,
): { readonly service: string; readonly ask: HttpAsk } {
  const { pathname } = new URL(url, 'http://localhost');
  const [, service = '', rest = '/'] = /^\/([^/]*)(\/.*)?$/.exec(decodeURIComponent(pathname)) ?? [];
  return { service, ask: { method, path: rest, authorization: headers.authorization, body } };
}

async function replyOf(world: World, namespace: string, name: string, ask: HttpAsk): Promise<HttpReply> {
  const service = name === '' ? undefined : serviceNamed(world, namespace, name);
  if (service === undefined)
    return errorReply(404, 'not_found', `there is no service ${name} in ${namespace}`);
  const port = textAt(listAt(service, 'spec', 'ports')[0], 'name') ?? '';
  const endpoints = endpointsOf(world, namespace, nameOf(service), port);
  const reply = await askEndpoints(world, namespace, endpoints, ask);
  return reply ?? errorReply(503, 'service_unavailable', `${name} has no endpoint that answers`);
}
