import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ForwardedPort } from './port-forward.ts';
import { bytesOf } from './web-socket-link.ts';

/**
 * The streams of forwarded ports in the messages of a WebSocket, as @kubernetes/client-node asks for them: the
 * first byte of a message says which, two for each port, and each begins with the number of its port.
 */
export function portChannels(socket: WebSocket, ports: readonly number[]): readonly ForwardedPort[] {
  const streams = ports.flatMap((port, index) => [
    channelStream(socket, 2 * index, port),
    channelStream(socket, 2 * index + 1, port),
  ]);
  socket.on('message', (data) => {
    const bytes = bytesOf(data);
    const stream = streams[bytes[0] ?? streams.length];
    if (bytes.length > 1) stream?.push(bytes.subarray(1));
  });
  socket.once('close', () => {
    for (const stream of streams) stream.destroy();
  });
  return ports.flatMap((port, index) => {
    const [data, errors] = streams.slice(2 * index);
    return data === undefined ? [] : [{ port, data, errors }];
  });
}

function channelStream(socket: WebSocket, channel: number, port: number): Duplex {
  const send = (bytes: Buffer): void => {
    if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Buffer.from([channel]), bytes]));
  };
  const number = Buffer.alloc(2);
  number.writeUInt16LE(port);
  send(number);
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      send(chunk);
      done();
    },
  });
  // A client that breaks off has no use for what would follow.
  stream.on('error', () => stream.destroy());
  return stream;
}
