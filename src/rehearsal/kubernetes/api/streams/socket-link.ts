import type { Duplex } from 'node:stream';
import type { ByteLink } from '../../spdy/session.ts';

/** The connection of a request that has stopped being HTTP. */
export function socketLink(connection: Duplex): ByteLink {
  return {
    write: (bytes) => {
      if (connection.writable) connection.write(bytes);
    },
    onBytes: (take) => void connection.on('data', take),
    onClose: (take) => void connection.once('close', take),
    abort: () => connection.destroy(),
  };
}
