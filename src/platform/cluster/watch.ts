import { setTimeout as pause } from 'node:timers/promises';
import { field, items, number, text } from '../../steps/manifest/json.ts';
import { ClusterError } from '../../steps/ports/cluster.ts';
import { ExpiredError, failureOfStatus } from './failures.ts';
import type { Transport } from './transport.ts';

/** Seconds after which the server ends a watch, which is then taken up again: a dead connection is noticed by it. */
const watchSeconds = 30;
/** Longest pause between two tries, in milliseconds. */
const longestPause = 8000;
/**
 * How often what was allowed before may be refused in a row: an API server whose own login service is down refuses
 * good credentials, and one that has just started knows no roles yet.
 */
const refusalsAllowed = 3;

/** Where the objects of one watched collection go. */
export interface WatchSink {
  /** The whole collection, from a list. */
  replace(objects: readonly unknown[]): void;
  put(object: unknown): void;
  remove(object: unknown): void;
  /** Undefined: the collection is up to date again. */
  trouble(error: ClusterError | undefined): void;
}

/**
 * Lists a collection and watches it until the signal aborts. Expired watches are listed again, dropped ones
 * taken up where they ended, failures repeated with growing pauses. Rejects only for what repeating can't cure.
 */
export async function watchCollection(
  transport: Transport,
  path: string,
  sink: WatchSink,
  signal: AbortSignal,
): Promise<void> {
  let version: string | undefined;
  let failures = 0;
  let allowed = false;
  const stopped = (): boolean => signal.aborted;
  while (!stopped()) {
    try {
      version ??= await list(transport, path, sink);
      allowed = true;
      const began = version;
      sink.trouble(undefined);
      version = await watchFrom(transport, path, began, sink, signal);
      failures = 0;
    } catch (thrown) {
      if (stopped()) return;
      if (thrown instanceof ExpiredError) version = undefined;
      failures += 1;
      giveUpIfHopeless(thrown, failures, allowed);
      if (thrown instanceof ClusterError && !(thrown instanceof ExpiredError)) sink.trouble(thrown);
      await pauseAfter(failures, signal);
    }
  }
}

function giveUpIfHopeless(thrown: unknown, failures: number, allowed: boolean): void {
  if (!(thrown instanceof ClusterError)) throw thrown;
  if (thrown instanceof ExpiredError || thrown.passing) return;
  const refused = thrown.reason === 'unauthorized' || (thrown.reason === 'forbidden' && allowed);
  if (refused && failures < refusalsAllowed) return;
  throw thrown;
}

async function pauseAfter(failures: number, signal: AbortSignal): Promise<void> {
  const milliseconds = Math.min(longestPause, 200 * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
  // The only way it rejects is the abort, which ends the loop.
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}

async function list(transport: Transport, path: string, sink: WatchSink): Promise<string> {
  const answer = await transport.json({ method: 'GET', path });
  sink.replace(items(field(answer, 'items')));
  return text(field(answer, 'metadata', 'resourceVersion')) ?? '0';
}

async function watchFrom(
  transport: Transport,
  path: string,
  from: string,
  sink: WatchSink,
  signal: AbortSignal,
): Promise<string> {
  const query = new URLSearchParams({
    watch: 'true',
    resourceVersion: from,
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(watchSeconds),
  });
  const dead = new AbortController();
  // Twice the server's own limit without its end: the connection is dead.
  const timer = setTimeout(() => {
    dead.abort(new DOMException('The watch went dead', 'TimeoutError'));
  }, watchSeconds * 2000);
  let version = from;
  try {
    const stream = await transport.stream(
      `${path}?${query.toString()}`,
      AbortSignal.any([signal, dead.signal]),
    );
    for await (const line of lines(stream)) version = take(transport.server, line, sink) ?? version;
    return version;
  } catch (thrown) {
    // What was received before the cut is not lost: the next watch goes on from there.
    if (isCut(thrown) && version !== from) return version;
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

function isCut(thrown: unknown): boolean {
  return thrown instanceof ClusterError && (thrown.reason === 'unreachable' || thrown.reason === 'timeout');
}

/** Hands one line of a watch on; gives the version that it brings, if any. */
function take(server: string, line: string, sink: WatchSink): string | undefined {
  const event: unknown = JSON.parse(line);
  const object = field(event, 'object');
  switch (field(event, 'type')) {
    case 'ADDED':
    case 'MODIFIED':
      sink.put(object);
      break;
    case 'DELETED':
      sink.remove(object);
      break;
    case 'ERROR':
      throw failureOfStatus(server, number(field(object, 'code')) ?? 500, JSON.stringify(object));
    default:
      break;
  }
  return text(field(object, 'metadata', 'resourceVersion'));
}

/** Whole lines of a stream of bytes; what a cut leaves unfinished is dropped. */
async function* lines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((part) => part !== '');
  }
}
