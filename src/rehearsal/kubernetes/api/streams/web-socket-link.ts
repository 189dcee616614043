import type { WebSocket } from 'ws';
import type { ByteLink } from '../../spdy/session.ts';
import { bytesOf } from './channels.ts';

/** A WebSocket as a connection of bytes: its messages one after the other. */
export function webSocketLink(socket: WebSocket): ByteLink {
  return {
    write: (bytes) => {
      if (socket.readyState === socket.OPEN) socket.send(bytes);
    },
    onBytes: (take) => void socket.on('message', (data) => take(bytesOf(data))),
    onClose: (take) => void socket.once('close', take),
    abort: () => socket.terminate(),
  };
}
