import type { Duplex } from 'node:stream';
import { type ByteLink, serveSpdy } from '../../spdy/session.ts';
import { type Channels, exitStatus } from './channels.ts';

/**
 * The streams of a remote command as streams of a SPDY session, as kubectl before 1.31 asks for them. `names`: those that
 * the client opens, whose order is its own; `ready` is called when all of them are there.
 */
export function openSpdyChannels(
  link: ByteLink,
  names: readonly string[],
  ready: (channels: Channels) => void,
): void {
  const streams = new Map<string, Duplex>();
  serveSpdy(link, (stream, headers) => {
    // A client that breaks off has no use for what would follow.
    stream.on('error', () => stream.destroy());
    streams.set(headers['streamtype'] ?? '', stream);
    if (names.every((name) => streams.has(name))) ready(channelsOf(link, streams));
  });
}

function channelsOf(link: ByteLink, streams: ReadonlyMap<string, Duplex>): Channels {
  return {
    write: (to, text) => {
      if (text !== '') streams.get(to)?.write(text);
    },
    end: (exitCode) => {
      streams.get('error')?.write(JSON.stringify(exitStatus(exitCode)));
      for (const stream of streams.values()) stream.end();
    },
    onInput: (take, end) => {
      streams.get('stdin')?.on('data', (chunk) => take(String(chunk)));
      streams.get('stdin')?.on('end', end);
    },
    onClose: (take) => link.onClose(take),
  };
}
