import { createServer } from 'node:http';
import { errorReply, type HttpAsk, type HttpReply } from '../../services/http.ts';
import { listAt, textAt } from '../objects/json.ts';
import { nameOf } from '../objects/kube-object.ts';
import type { World } from '../world.ts';
import { closeServer, listenOnLoopback } from './loopback.ts';
import { askEndpoints, endpointsOf, serviceNamed } from './reach-service.ts';
import { serveHttp } from './serve-http.ts';

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
    void serveHttp(incoming, response, (ask) => replyOf(world, namespace, ask));
  });
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${String(port)}`, close: () => closeServer(server) };
}

async function replyOf(world: World, namespace: string, whole: HttpAsk): Promise<HttpReply> {
  const [, name = '', path = '/'] = /^\/([^/]*)(\/.*)?$/.exec(whole.path) ?? [];
  const service = name === '' ? undefined : serviceNamed(world, namespace, name);
  if (service === undefined)
    return errorReply(404, 'not_found', `there is no service ${name} in ${namespace}`);
  const port = textAt(listAt(service, 'spec', 'ports')[0], 'name') ?? '';
  const endpoints = endpointsOf(world, namespace, nameOf(service), port);
  const reply = await askEndpoints(world, namespace, endpoints, { ...whole, path });
  return reply ?? errorReply(503, 'service_unavailable', `${name} has no endpoint that answers`);
}
