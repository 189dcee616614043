import type { IncomingMessage } from 'node:http';
import { text as bodyText } from 'node:stream/consumers';
import type { ClientOptions, RawData, WebSocket } from 'ws';
import { ClusterError } from '../../steps/ports/cluster.ts';
import { failureOfStatus, failureOfThrown } from './failures.ts';

/** Milliseconds until the server must have agreed. */
const openTimeout = 15_000;
/** Bytes of one message; more breaks the connection off. The servers send far less at once. */
const longestMessage = 16 * 1024 * 1024;

export interface WebSocketCall {
  readonly server: string;
  /** Path and query. */
  readonly path: string;
  /** Those that are spoken here, the best first. */
  readonly protocols: readonly string[];
  /** Credentials and TLS. */
  readonly options: ClientOptions;
  readonly signal: AbortSignal;
}

/**
 * Opens a WebSocket to the API server. It comes paused, so that nothing is missed before somebody listens: call
 * `resume`. Rejects with ClusterError, for a refusal with what the server says, as any other call does.
 */
export async function openWebSocket(call: WebSocketCall): Promise<WebSocket> {
  const { server, signal } = call;
  const { WebSocket: Client } = await import('ws');
  const opened = Promise.withResolvers<WebSocket>();
  const socket = new Client(`${server.replace(/^http/, 'ws')}${call.path}`, [...call.protocols], {
    ...call.options,
    perMessageDeflate: false,
    maxPayload: longestMessage,
  });
  socket.on('error', (error) => opened.reject(failureOfThrown(server, error)));
  socket.once('open', () => {
    socket.pause();
    opened.resolve(socket);
  });
  socket.once('unexpected-response', (request, response) => {
    void refusal(server, response).then((failure) => {
      opened.reject(failure);
      request.destroy();
    });
  });
  const late = AbortSignal.timeout(openTimeout);
  const both = AbortSignal.any([signal, late]);
  const giveUp = (): void => {
    const said = signal.aborted ? 'It was stopped before' : `${server} took too long:`;
    opened.reject(new ClusterError('timeout', `${said} the connection was open.`));
    socket.terminate();
  };
  both.addEventListener('abort', giveUp, { once: true });
  if (both.aborted) giveUp();
  try {
    return await opened.promise;
  } finally {
    both.removeEventListener('abort', giveUp);
  }
}

async function refusal(server: string, response: IncomingMessage): Promise<ClusterError> {
  try {
    return failureOfStatus(server, response.statusCode ?? 500, await bodyText(response));
  } catch (thrown) {
    return failureOfThrown(server, thrown);
  }
}

/** A message as one piece of bytes. */
export function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
