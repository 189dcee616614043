import { field, text } from '../../steps/manifest/json.ts';
import type { ServiceRequest } from '../../steps/ports/cluster.ts';
import type { HttpAnswer } from '../../steps/ports/http.ts';
import type { ApiAnswer } from './client.ts';
import { failureOfStatus, failureOfThrown } from './failures.ts';
import type { Transport } from './transport.ts';

/** Bytes of a Status of the API server: cut short, its refusal would pass for the service’s own answer. */
const longestRefusal = 64 * 1024;

/** See Cluster.askService. */
export async function askService(transport: Transport, asked: ServiceRequest): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(asked.timeout);
  const began = performance.now();
  const answer = await transport.ask({
    method: asked.method,
    path: `/api/v1/namespaces/${transport.namespace}/services/${asked.service}:${String(asked.port)}/proxy${asked.path}`,
    ...(asked.body === undefined
      ? {}
      : { body: asked.body, contentType: asked.contentType ?? 'application/json' }),
    signal: asked.signal === undefined ? timeout : AbortSignal.any([timeout, asked.signal]),
  });
  const milliseconds = performance.now() - began;
  const bytes = await firstBytes(answer, Math.max(asked.limit, longestRefusal)).catch((thrown: unknown) => {
    throw failureOfThrown(transport.server, thrown);
  });
  const whole = bytes.toString('utf8');
  const refused = refusalOf(whole);
  if (refused === undefined) {
    const body = bytes.subarray(0, asked.limit).toString('utf8');
    const truncated = bytes.length > asked.limit;
    return { kind: 'answer', status: answer.status, headers: answer.headers, body, truncated, milliseconds };
  }
  if (answer.status < 500 && answer.status !== 404)
    throw failureOfStatus(transport.server, answer.status, whole);
  return { kind: 'unreachable', reason: refused };
}

/** What the API server says where it could not pass the request on: a Status of its own instead of an answer. */
function refusalOf(body: string): string | undefined {
  try {
    const said: unknown = JSON.parse(body);
    if (field(said, 'kind') !== 'Status' || field(said, 'apiVersion') !== 'v1') return undefined;
    return text(field(said, 'message')) ?? 'the API server gave no reason';
  } catch {
    return undefined;
  }
}

/** One byte more than the limit at most, so that it is seen whether there was more. */
async function firstBytes(answer: ApiAnswer, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the body and with it the connection.
  for await (const chunk of answer.stream() ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
}
