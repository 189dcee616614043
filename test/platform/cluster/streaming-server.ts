import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { openCluster } from '../../../src/platform/cluster/open-cluster.ts';
import type { Cluster } from '../../../src/steps/ports/cluster.ts';
import { kubeconfigFor } from './api-server.ts';

export interface StreamingServer {
  readonly cluster: Cluster;
  /** Paths and queries of what was asked, in order, with the protocols that were offered. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** An API server that only takes WebSockets, and does with them what the test says. */
export async function streamingServer(
  open: (socket: WebSocket, path: string) => void,
  refuse: (asked: number) => { readonly status: number; readonly body: string } | undefined = () => undefined,
): Promise<StreamingServer> {
  const asked: string[] = [];
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, connection, head) => {
    asked.push(`${request.url ?? ''} ${String(request.headers['sec-websocket-protocol'])}`);
    const refusal = refuse(asked.length);
    if (refusal === undefined) {
      sockets.handleUpgrade(request, connection, head, (socket) => open(socket, request.url ?? ''));
      return;
    }
    const { status, body } = refusal;
    connection.end(
      `HTTP/1.1 ${String(status)} Refused\r\nContent-Type: application/json\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const kubeconfig = await kubeconfigFor(`http://127.0.0.1:${String(address.port)}`);
  return {
    cluster: await openCluster({ kubeconfig, env: {} }),
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A message of one of the channels. */
export function onChannel(channel: number, content: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from([channel]), Buffer.from(content)]);
}
