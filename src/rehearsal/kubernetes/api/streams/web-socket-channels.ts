import type { WebSocket } from 'ws';
import { type Channels, exitStatus } from './channels.ts';
import { bytesOf } from './web-socket-link.ts';

/** The first byte of each message says which stream it belongs to. */
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;

/** The streams of a remote command in the messages of a WebSocket, as v4 and v5 of channel.k8s.io have them. */
export function webSocketChannels(socket: WebSocket): Channels {
  const send = (to: number, text: string): void => {
    socket.send(Buffer.concat([Buffer.from([to]), Buffer.from(text)]));
  };
  return {
    write: (to, text) => {
      if (text !== '') send(channel[to], text);
    },
    end: (exitCode) => {
      send(channel.status, JSON.stringify(exitStatus(exitCode)));
      socket.close(1000);
    },
    onInput: (take, end) => {
      socket.on('message', (data) => {
        const [to, ...bytes] = bytesOf(data);
        if (to === channel.stdin) take(Buffer.from(bytes).toString('utf8'));
        if (to === channel.close && bytes[0] === channel.stdin) end();
      });
    },
    onClose: (take) => void socket.once('close', take),
  };
}
