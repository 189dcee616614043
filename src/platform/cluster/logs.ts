import type { Cluster, LogRequest } from '../../steps/ports/cluster.ts';
import { failureOfThrown } from './failures.ts';
import type { Transport } from './transport.ts';

/** The methods of Cluster that read logs. */
export function makeLogs(transport: Transport): Pick<Cluster, 'podLog' | 'followPodLog'> {
  return {
    podLog: async (request) =>
      (await transport.text(logPath(transport, request.pod, queryOf(request)))).trimEnd(),
    followPodLog: (pod, container, onChunk, signal) => followLog(transport, pod, container, onChunk, signal),
  };
}

function logPath(transport: Transport, pod: string, query: URLSearchParams): string {
  return `/api/v1/namespaces/${transport.namespace}/pods/${pod}/log?${query.toString()}`;
}

function queryOf({ pod: _pod, ...request }: LogRequest): URLSearchParams {
  return new URLSearchParams(
    Object.entries(request).map(([name, value]): [string, string] => [name, String(value)]),
  );
}

async function followLog(
  transport: Transport,
  pod: string,
  container: string,
  onChunk: (chunk: Uint8Array) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const path = logPath(transport, pod, new URLSearchParams({ container, follow: 'true' }));
  try {
    for await (const chunk of await transport.stream(path, signal)) await onChunk(chunk);
  } catch (thrown) {
    if (!signal.aborted) throw failureOfThrown(transport.server, thrown);
  }
}
