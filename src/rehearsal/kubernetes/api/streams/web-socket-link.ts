import type { RawData, WebSocket } from 'ws';
import type { ByteLink } from '../../spdy/session.ts';

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

/** What is sent as one message, whatever pieces it came in. */
export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
