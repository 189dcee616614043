import { errorText } from '../problem/problem.ts';
import type { Http, HttpAnswer, HttpRequest } from '../steps/ports/http.ts';

/** Node's own HTTP client. A body beyond the limit is not read further. */
export const systemHttp: Http = { request };

async function request(asked: HttpRequest): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(asked.timeout);
  const signal = asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal]);
  const start = performance.now();
  try {
    const response = await fetch(asked.url, {
      method: asked.method,
      headers: asked.headers,
      ...(asked.body === undefined ? {} : { body: asked.body }),
      redirect: 'manual',
      signal,
    });
    const milliseconds = performance.now() - start;
    const { body, truncated } = await readUpTo(response, asked.limit);
    const headers = Object.fromEntries(response.headers);
    return { kind: 'answer', status: response.status, headers, body, truncated, milliseconds };
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(error, timeout.aborted, asked.timeout) };
  }
}

async function readUpTo(response: Response, limit: number): Promise<{ body: string; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the body and with it the connection.
  for await (const chunk of response.body ?? []) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > limit) break;
  }
  const kept = Buffer.concat(chunks).subarray(0, limit);
  return { body: kept.toString('utf8'), truncated: bytes > limit };
}

/** fetch says only "fetch failed"; what happened is in its chain of causes. */
function reasonOf(error: unknown, timedOut: boolean, timeout: number): string {
  if (timedOut) return `no answer within ${timeout} ms`;
  if (error instanceof Error && error.cause instanceof AggregateError) {
    const reasons = error.cause.errors.map((each: unknown) => errorText(each));
    return [...new Set(reasons)].join('; ');
  }
  return errorText(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}
