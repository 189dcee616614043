import { createServer } from 'node:http';
import { closeServer, listenOnLoopback } from '../kubernetes/network/loopback.ts';

/** A proxy that lets nothing through. */
export interface ClosedDoor {
  readonly url: string;
  close(): Promise<void>;
}

const refusal = 'A rehearsal reaches nothing outside this machine';

/**
 * Listens on loopback as a proxy and refuses everything, so that a command which would have reached a real system
 * fails at once and says why.
 */
export async function openClosedDoor(): Promise<ClosedDoor> {
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'Content-Type': 'text/plain' });
    response.end(`${refusal}.\n`);
  });
  server.on('connect', (_request, socket) => {
    socket.end(`HTTP/1.1 403 ${refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => closeServer(server),
  };
}
