import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import {
  type ApiFailure,
  type ApiResult,
  refused,
  statusCodeOf,
  statusObject,
} from '../../objects/failure.ts';
import type { World } from '../../world.ts';
import { socketLink } from './socket-link.ts';
import { upgradeAt, type UpgradeOffer } from './upgrade-offer.ts';

/**
 * Takes the connections that stop being HTTP: exec and port-forward. What can't be is refused before the change, with a
 * Status that clients show. Gives what ends all of them, since closing the server leaves them open.
 */
export function acceptUpgrades(world: World, server: Server): () => void {
  const webSockets = webSocketUpgrades();
  const connections = new Set<Duplex>();
  server.on('upgrade', (incoming: IncomingMessage, connection: Duplex, head: Buffer) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    // A client that breaks off has been told all that there was to tell.
    connection.on('error', () => connection.destroy());
    const offer = offerFor(world, incoming);
    const upgraded = offer.ok ? upgrade(webSockets, offer.value, incoming, connection, head) : offer;
    if (!upgraded.ok) refuse(connection, upgraded.failure);
  });
  return () => {
    for (const connection of connections) connection.destroy();
  };
}

function offerFor(world: World, { url = '/', method = 'GET' }: IncomingMessage): ApiResult<UpgradeOffer> {
  const target = targetOf(url);
  if (target === undefined) return refused('BadRequest', `the path of the request can't be read: ${url}`);
  const fault = world.faults.onRequest(method, target.path)?.status;
  if (fault !== undefined) {
    return refused('ServiceUnavailable', 'the server is currently unable to handle the request');
  }
  return upgradeAt(world, target.path, target.query);
}

/** Undefined: it is no path, or wrongly encoded. */
function targetOf(url: string): { readonly path: string; readonly query: URLSearchParams } | undefined {
  try {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    return { path: decodeURIComponent(pathname), query: searchParams };
  } catch {
    return undefined;
  }
}

function upgrade(
  webSockets: WebSocketUpgrades,
  { webSocket, spdy }: UpgradeOffer,
  incoming: IncomingMessage,
  connection: Duplex,
  head: Buffer,
): ApiResult<undefined> {
  const { headers } = incoming;
  if (headers.upgrade?.toLowerCase() === 'websocket') {
    const protocol = agreedOn(webSocket.protocols, headers['sec-websocket-protocol']);
    if (!protocol.ok) return protocol;
    webSockets.upgrade(incoming, connection, head, protocol.value, webSocket.open);
  } else {
    const protocol = agreedOn(spdy.protocols, String(headers['x-stream-protocol-version'] ?? ''));
    if (!protocol.ok) return protocol;
    connection.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n' +
        `X-Stream-Protocol-Version: ${protocol.value}\r\n\r\n`,
    );
    if (head.length > 0) connection.unshift(head);
    spdy.open(socketLink(connection), protocol.value);
  }
  return { ok: true, value: undefined };
}

function agreedOn(spoken: readonly string[], header: string | undefined): ApiResult<string> {
  const offered = (header ?? '').split(',').map((protocol) => protocol.trim());
  const protocol = spoken.find((one) => offered.includes(one));
  if (protocol !== undefined) return { ok: true, value: protocol };
  return refused(
    'BadRequest',
    `unable to upgrade: none of the protocols is spoken here: ${offered.join(', ')}`,
  );
}

type OpenWebSocket = UpgradeOffer['webSocket']['open'];

interface WebSocketUpgrades {
  upgrade(
    incoming: IncomingMessage,
    connection: Duplex,
    head: Buffer,
    protocol: string,
    open: OpenWebSocket,
  ): void;
}

/** The protocol of port-forward has a slash, for which ws would refuse the request: so it is agreed on before. */
function webSocketUpgrades(): WebSocketUpgrades {
  const server = new WebSocketServer({ noServer: true });
  const agreed = new WeakMap<IncomingMessage, string>();
  server.on('headers', (headers, incoming) => {
    headers.push(`Sec-WebSocket-Protocol: ${agreed.get(incoming) ?? ''}`);
  });
  return {
    upgrade: (incoming, connection, head, protocol, open) => {
      agreed.set(incoming, protocol);
      delete incoming.headers['sec-websocket-protocol'];
      server.handleUpgrade(incoming, connection, head, (socket) => {
        // What is no WebSocket message breaks the connection off.
        socket.on('error', () => socket.terminate());
        open(socket, protocol);
      });
    },
  };
}

function refuse(connection: Duplex, failure: ApiFailure): void {
  const body = JSON.stringify(statusObject(failure));
  const code = statusCodeOf(failure.reason);
  connection.end(
    `HTTP/1.1 ${String(code)} ${failure.reason}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
    () => connection.destroy(),
  );
}
