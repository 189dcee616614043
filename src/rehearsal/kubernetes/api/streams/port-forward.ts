import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorReply } from '../../../services/http.ts';
import { kubeletOf } from '../../network/node-lost.ts';
import { askPod, listenerAt } from '../../network/reach-pod.ts';
import { forwarded } from '../../network/reach-service.ts';
import { serveHttp } from '../../network/serve-http.ts';
import { type ApiResult, refused } from '../../objects/failure.ts';
import { textAt } from '../../objects/json.ts';
import { type KubeObject, namespaceOf, uidOf } from '../../objects/kube-object.ts';
import { type ByteLink, serveSpdy } from '../../spdy/session.ts';
import type { Headers } from '../../spdy/header-codec.ts';
import type { World } from '../../world.ts';
import type { ResourcePath } from '../resource-path.ts';
import { podAt } from './pod-container.ts';

/** The pod whose ports `pods/NAME/portforward` wants, or why they can't be had. */
export function readPortForward(world: World, path: ResourcePath): ApiResult<KubeObject> {
  const pod = podAt(world, path);
  if (!pod.ok) return pod;
  if (textAt(pod.value, 'status', 'phase') === 'Running') {
    return kubeletOf(world, pod.value, 'portForward');
  }
  return refused(
    'BadRequest',
    `unable to forward port because pod is not running. Current status=${textAt(pod.value, 'status', 'phase') ?? ''}`,
  );
}

/**
 * Serves forwarded connections: for each the client opens two streams of one request id, one for errors and then
 * one for the data.
 */
export function openPortForward(world: World, pod: KubeObject, link: ByteLink): void {
  const errors = new Map<string, Duplex>();
  serveSpdy(link, (stream, headers) => {
    const id = headers['requestid'] ?? '';
    // A client that breaks off a connection has no use for it any more, and that is all there is to it.
    stream.on('error', () => stream.destroy());
    if (headers['streamtype'] === 'error') {
      stream.resume();
      errors.set(id, stream);
      return;
    }
    connectPort(world, pod, { port: portOf(headers), data: stream, errors: errors.get(id) });
    errors.delete(id);
  });
}

function portOf(headers: Headers): number {
  return Number(headers['port'] ?? 0);
}

/** One connection to a port of a pod, as the client has opened it. */
export interface ForwardedPort {
  readonly port: number;
  readonly data: Duplex;
  readonly errors: Duplex | undefined;
}

/** Lets the container that listens on the port speak HTTP over the connection, or tells why none does. */
export function connectPort(world: World, pod: KubeObject, { port, data, errors }: ForwardedPort): void {
  const present = world.store.get('pods', namespaceOf(pod), textAt(pod.metadata, 'name') ?? '');
  if (present === undefined || listenerAt(world, present, port) === undefined) {
    errors?.end(`error forwarding port ${String(port)} to pod ${uidOf(pod)}, uid : ${refusedBy(port)}`);
    data.end();
    return;
  }
  const server = createServer((incoming, response) => {
    void serveHttp(incoming, response, async (ask) => {
      const asked = askPod(world, present, port, ask);
      if (asked === undefined) return errorReply(502, 'bad_gateway', 'the container has ended');
      return forwarded(world, namespaceOf(pod) ?? '', await asked, ask);
    });
  });
  data.once('close', () => errors?.end());
  server.emit('connection', data);
}

function refusedBy(port: number): string {
  return `failed to connect to localhost:${String(port)} inside namespace: dial tcp4 127.0.0.1:${String(port)}: connect: connection refused`;
}
