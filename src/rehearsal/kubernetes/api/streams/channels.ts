import type { RawData, WebSocket } from 'ws';
import type { CommandResult } from '../../exec/result.ts';
import type { JsonObject } from '../../objects/json.ts';

/** The protocols of remote commands that are spoken here, the better first. */
export const commandProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const;

/** Of the remote command protocol: the first byte of each message. */
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;

/** The streams of a remote command, multiplexed over a WebSocket. */
export interface Channels {
  write(to: 'stdout' | 'stderr', text: string): void;
  /** Tells how the command ended, and closes. */
  end(exitCode: number): void;
  /** Each piece of what the client types, and the end of it. */
  onInput(take: (text: string) => void, end: () => void): void;
}

export function channelsOf(socket: WebSocket): Channels {
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
  };
}

/** What is sent as one message, whatever pieces it came in. */
export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

/** The Status that ends a remote command. */
function exitStatus(exitCode: CommandResult['exitCode']): JsonObject {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit code ${String(exitCode)}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}
