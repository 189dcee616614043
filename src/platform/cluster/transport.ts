import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { ClusterError } from '../../steps/ports/cluster.ts';
import type { ApiAnswer, ApiRequest, Client } from './client.ts';
import { failureOfStatus, failureOfThrown, mayRepeat } from './failures.ts';

/** Milliseconds for one answer, credentials and connection included. */
const callTimeout = 15_000;
/** Milliseconds before the second, third and fourth try. */
const pauses: readonly number[] = [250, 750, 2000];
/** Longest wait that a Retry-After header may ask for, in milliseconds. */
const longestPause = 10_000;

export type ApiCall = Omit<ApiRequest, 'signal'> & {
  /** False: may have had an effect when no answer came, so it is not sent again. Default: true. */
  readonly repeatable?: boolean;
};

/** Requests to one API server, with time limits, repetition, and failures as ClusterError. */
export interface Transport {
  readonly server: string;
  readonly context: string;
  readonly namespace: string;
  /** The answer's JSON. */
  json(call: ApiCall): Promise<unknown>;
  /** The answer's text, whatever its status. For /readyz, whose failure is an answer too. */
  plain(path: string): Promise<{
    readonly status: number;
    readonly text: string;
    readonly headers: ApiAnswer['headers'];
  }>;
  /** One try, whatever the status. Rejects with what the network gave, as ClusterError. */
  ask(request: ApiRequest): Promise<ApiAnswer>;
  /** A WebSocket, paused: see openWebSocket. Opening it is repeated while the server is in trouble. */
  connect(path: string, protocols: readonly string[], signal: AbortSignal): Promise<WebSocket>;
  /** The answer's text. */
  text(path: string): Promise<string>;
  /** The answer's bytes as they come, without a time limit once they have begun to. */
  stream(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

export function makeTransport(client: Client): Transport {
  const { server } = client;
  const once = async (call: ApiCall): Promise<{ readonly answer: ApiAnswer; readonly text: string }> => {
    try {
      const answer = await client.send({ ...call, signal: AbortSignal.timeout(callTimeout) });
      return { answer, text: await answer.text() };
    } catch (thrown) {
      throw failureOfThrown(server, thrown);
    }
  };
  const good = async (call: ApiCall): Promise<string> => {
    const { answer, text } = await once(call);
    if (answer.status >= 300) throw refusal(server, answer, text);
    return text;
  };
  return {
    server,
    context: client.context,
    namespace: client.namespace,
    json: (call) => repeat(call.repeatable ?? true, async () => parseJson(server, await good(call))),
    plain: async (path) => {
      const { answer, text } = await repeat(true, () => once({ method: 'GET', path }));
      return { status: answer.status, text, headers: answer.headers };
    },
    ask: async (request) => {
      try {
        return await client.send(request);
      } catch (thrown) {
        throw failureOfThrown(server, thrown);
      }
    },
    connect: (path, protocols, signal) =>
      repeat(
        true,
        async () => {
          try {
            return await client.connect(path, protocols, signal);
          } catch (thrown) {
            throw failureOfThrown(server, thrown);
          }
        },
        signal,
      ),
    text: (path) => repeat(true, () => good({ method: 'GET', path })),
    stream: (path, signal) => openStream(client, path, signal),
  };
}

async function openStream(
  client: Client,
  path: string,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const begin = new AbortController();
  const timer = setTimeout(() => {
    begin.abort(new DOMException('The server did not begin to answer in time', 'TimeoutError'));
  }, callTimeout);
  try {
    const both = AbortSignal.any([signal, begin.signal]);
    const answer = await client.send({ method: 'GET', path, signal: both });
    if (answer.status >= 300) throw refusal(client.server, answer, await answer.text());
    return chunks(client.server, answer.stream());
  } catch (thrown) {
    throw failureOfThrown(client.server, thrown);
  } finally {
    clearTimeout(timer);
  }
}

async function* chunks(
  server: string,
  stream: ReadableStream<Uint8Array> | null,
): AsyncGenerator<Uint8Array> {
  if (stream === null) return;
  try {
    yield* stream;
  } catch (thrown) {
    throw failureOfThrown(server, thrown);
  }
}

class Refusal extends ClusterError {
  readonly retryAfter: number;

  constructor(failure: ClusterError, retryAfter: number) {
    super(failure.reason, failure.message);
    this.retryAfter = retryAfter;
  }
}

function refusal(server: string, answer: ApiAnswer, body: string): ClusterError {
  const failure = failureOfStatus(server, answer.status, body);
  const seconds = Number(answer.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) && failure.passing ? new Refusal(failure, seconds * 1000) : failure;
}

async function repeat<T>(safe: boolean, attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const wait of pauses) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof ClusterError) || !mayRepeat(thrown, safe)) throw thrown;
      if (signal?.aborted === true) throw thrown;
      const asked = thrown instanceof Refusal ? Math.min(thrown.retryAfter, longestPause) : 0;
      const milliseconds = Math.max(asked, wait * (0.5 + Math.random()));
      // Aborted: the next attempt says so.
      await pause(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    }
  }
  return attempt();
}

function parseJson(server: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new ClusterError('server', `${server} answered with something that is not JSON.`, thrown);
  }
}
