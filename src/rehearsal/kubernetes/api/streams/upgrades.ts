import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type ApiFailure,
  type ApiResult,
  done,
  refused,
  statusCodeOf,
  statusObject,
} from '../../objects/failure.ts';
import type { KubeObject } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { readResourcePath } from '../resource-path.ts';
import { commandProtocols } from './channels.ts';
import { openExec, readExec } from './exec.ts';
import { forwardProtocols, openPortForward, readPortForward } from './port-forward.ts';
import { webSocketLink } from './web-socket-link.ts';

/** What a connection is used for once it is a WebSocket. */
interface Upgrade {
  readonly protocol: string;
  readonly open: (socket: WebSocket) => void;
}

/** The same before it is known which of its protocols the client speaks, the better first. */
interface Offer extends Omit<Upgrade, 'protocol'> {
  readonly protocols: readonly string[];
}

const webSocketOnly =
  'the rehearsal speaks WebSocket here, not SPDY: use kubectl 1.31 or newer, and leave KUBECTL_REMOTE_COMMAND_WEBSOCKETS ' +
  'and KUBECTL_PORT_FORWARD_WEBSOCKETS unset';

/**
 * Takes the connections that stop being HTTP: exec and port-forward. What can't be is refused before the change, with a
 * Status that clients show. Gives what ends all of them, since closing the server leaves them open.
 */
export function acceptUpgrades(world: World, server: Server): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  const agreed = new WeakMap<IncomingMessage, string>();
  sockets.on('headers', (headers, incoming) => {
    headers.push(`Sec-WebSocket-Protocol: ${agreed.get(incoming) ?? ''}`);
  });
  server.on('upgrade', (incoming: IncomingMessage, connection: Duplex, head: Buffer) => {
    // A client that breaks off has been told all that there was to tell.
    connection.on('error', () => connection.destroy());
    const upgrade = readUpgrade(world, incoming);
    if (!upgrade.ok) {
      refuse(connection, upgrade.failure);
      return;
    }
    agreed.set(incoming, upgrade.value.protocol);
    // The protocol of port-forward has a slash, for which ws would refuse the request: it is agreed on here instead.
    delete incoming.headers['sec-websocket-protocol'];
    sockets.handleUpgrade(incoming, connection, head, upgrade.value.open);
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

function readUpgrade(
  world: World,
  { url = '/', method = 'GET', headers }: IncomingMessage,
): ApiResult<Upgrade> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const path = decodeURIComponent(pathname);
  const fault = world.faults.onRequest(method, path)?.status;
  if (fault !== undefined) {
    return refused('ServiceUnavailable', 'the server is currently unable to handle the request');
  }
  const found = upgradeAt(world, path, searchParams);
  if (!found.ok) return found;
  if (headers.upgrade?.toLowerCase() !== 'websocket') return refused('BadRequest', webSocketOnly);
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  const protocol = found.value.protocols.find((spoken) => offered.includes(spoken));
  if (protocol !== undefined) return done({ protocol, open: found.value.open });
  return refused('BadRequest', `none of the protocols is spoken here: ${offered.join(', ')}`);
}

function upgradeAt(world: World, path: string, query: URLSearchParams): ApiResult<Offer> {
  const named = readResourcePath(path);
  if (named?.type.plural === 'pods' && named.subresource === 'exec') {
    const exec = readExec(world, named, query);
    return exec.ok
      ? done({ protocols: commandProtocols, open: (socket) => openExec(exec.value, socket) })
      : exec;
  }
  if (named?.type.plural === 'pods' && named.subresource === 'portforward') {
    const pod = readPortForward(world, named);
    const open = (value: KubeObject) => (socket: WebSocket) =>
      openPortForward(world, value, webSocketLink(socket));
    return pod.ok ? done({ protocols: forwardProtocols, open: open(pod.value) }) : pod;
  }
  return refused('NotFound', 'the server could not find the requested resource', {});
}

function refuse(connection: Duplex, failure: ApiFailure): void {
  const body = JSON.stringify(statusObject(failure));
  const code = statusCodeOf(failure.reason);
  connection.end(
    `HTTP/1.1 ${String(code)} ${failure.reason}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
  );
}
