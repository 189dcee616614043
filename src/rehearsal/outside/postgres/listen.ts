import { createServer, type Socket } from 'node:net';
import { listenOnLoopback } from '../../kubernetes/network/loopback.ts';
import type { PlatformState } from '../../scenario/model.ts';
import { converse } from './conversation.ts';

/** The database server of a rehearsal, with statistics and no data, on a port of loopback. */
export interface SimulatedDatabase {
  /** By the name that the endpoint has in platform.yaml. */
  readonly endpoints: { readonly postgres: string };
  /** It begins to answer. Until then it says that it is starting up. */
  open(platform: () => PlatformState): void;
  close(): Promise<void>;
}

/** Listens for clients of PostgreSQL. Rejects where loopback is refused. */
export async function listenForDatabase(): Promise<SimulatedDatabase> {
  let platform: (() => PlatformState) | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that is gone in the middle of an answer: there is nobody to tell.
    socket.on('error', () => socket.destroy());
    const answer = converse(() => platform?.());
    socket.on('data', (bytes: Buffer) => {
      const said = answer(bytes);
      socket.write(said.bytes);
      if (said.ends) socket.end();
    });
  });
  const port = await listenOnLoopback(server);
  return {
    endpoints: { postgres: `postgresql://rehearsal@127.0.0.1:${String(port)}/teei` },
    open: (state) => {
      platform = state;
    },
    close: () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}
