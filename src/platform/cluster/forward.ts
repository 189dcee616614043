import { createServer, type Server, type Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { errorText } from '../../problem/problem.ts';
import { ClusterError, type Forwarding, type ForwardTarget } from '../../steps/ports/cluster.ts';
import { forwardEnd, type ForwardEnd } from './forward-end.ts';
import type { Transport } from './transport.ts';
import { bytesOf } from './web-socket.ts';

/** A WebSocket for each connection: data on channel 0, errors on 1, either beginning with the port's number. */
const protocols = ['v4.channel.k8s.io'];
const channel = { data: 0, errors: 1 } as const;
const portBytes = 2;

/** See Cluster.forward. */
export async function forward(
  transport: Transport,
  target: ForwardTarget,
  signal: AbortSignal,
): Promise<Forwarding> {
  const end = await forwardEnd(transport, target);
  const ended = new AbortController();
  const open = new Set<Socket>();
  let trouble: string | undefined;
  const carry = async (local: Socket): Promise<void> => {
    open.add(local);
    local.once('close', () => open.delete(local));
    // Whoever asked breaks off as they like.
    local.on('error', () => local.destroy());
    try {
      const socket = await transport.connect(pathOf(transport, end), protocols, ended.signal);
      join(local, socket, (said) => {
        trouble = said;
      });
    } catch (thrown) {
      trouble = errorText(thrown);
      local.destroy();
    }
  };
  const server = createServer({ pauseOnConnect: true }, (local) => void carry(local));
  const port = await listenOnLoopback(server);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    ended.abort();
    for (const local of open) local.destroy();
    return (closed ??= new Promise((resolve) => {
      server.close(() => resolve());
    }));
  };
  const onAbort = (): void => void close();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return { url: `http://127.0.0.1:${String(port)}`, pod: end.pod, trouble: () => trouble, close };
}

function pathOf(transport: Transport, { pod, port }: ForwardEnd): string {
  return `/api/v1/namespaces/${transport.namespace}/pods/${pod}/portforward?ports=${String(port)}`;
}

/** Carries bytes both ways, no faster than either side takes them, until one side is done. */
function join(local: Socket, socket: WebSocket, onTrouble: (said: string) => void): void {
  const skip = { [channel.data]: portBytes, [channel.errors]: portBytes };
  socket.on('message', (data) => {
    const bytes = bytesOf(data);
    const from = bytes[0];
    if (from !== channel.data && from !== channel.errors) return;
    const chunk = bytes.subarray(1 + skip[from]);
    skip[from] = Math.max(0, skip[from] - (bytes.length - 1));
    if (chunk.length === 0) return;
    if (from === channel.errors) {
      onTrouble(chunk.toString('utf8').trim());
      local.destroy();
    } else if (!local.write(chunk)) {
      socket.pause();
      local.once('drain', () => socket.resume());
    }
  });
  socket.once('close', () => local.end());
  local.on('data', (chunk: Buffer) => {
    local.pause();
    socket.send(Buffer.concat([Buffer.from([channel.data]), chunk]), () => local.resume());
  });
  local.once('close', () => socket.terminate());
  if (local.destroyed) socket.terminate();
  socket.resume();
  local.resume();
}

function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new ClusterError('unreachable', `No port of 127.0.0.1 can be opened: ${error.message}`, error));
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}
