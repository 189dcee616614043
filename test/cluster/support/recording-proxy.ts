import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

/** One request that the API server was asked, and the status it answered with. */
export interface RecordedRequest {
  readonly client: string;
  readonly method: string;
  readonly url: string;
  readonly accept: string;
  readonly contentType: string;
  readonly status: number;
}

export interface RecordingProxy {
  /** A kubeconfig, as text, whose only context leads through the proxy. */
  readonly kubeconfig: string;
  readonly requests: readonly RecordedRequest[];
  close(): void;
}

const kubeconfig = z.object({
  clusters: z.array(z.object({ cluster: z.object({ server: z.string() }) })).length(1),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })).length(1),
});

/** Passes requests on to the cluster of `admin`, a kubeconfig with a token, and writes down what went through. */
export async function openRecordingProxy(admin: string): Promise<RecordingProxy> {
  const { clusters, users } = kubeconfig.parse(parse(readFileSync(admin, 'utf8')));
  const target = clusters[0]?.cluster.server ?? '';
  const token = users[0]?.user.token ?? '';
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, response) => {
    const answered = (status: number): void => void requests.push(recorded(incoming, status));
    pass(incoming, response, { target, token, answered });
  });
  const port = await listen(server);
  return {
    kubeconfig: throughProxy(port),
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}

interface Passing {
  readonly target: string;
  readonly token: string;
  readonly answered: (status: number) => void;
}

function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  { target, token, answered }: Passing,
): void {
  const send = target.startsWith('https:') ? secureRequest : plainRequest;
  const outgoing = send(
    new URL(incoming.url ?? '/', target),
    {
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(target).host, authorization: `Bearer ${token}` },
      // The test cluster signs its own certificate, and the kubeconfig says so.
      rejectUnauthorized: false,
    },
    (answer) => {
      answered(answer.statusCode ?? 0);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    },
  );
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

function recorded({ method, url, headers }: IncomingMessage, status: number): RecordedRequest {
  return {
    client: clientOf(headers),
    method: method ?? '',
    url: url ?? '',
    accept: headers.accept ?? '',
    contentType: headers['content-type'] ?? '',
    status,
  };
}

/** `kubectl`, or the library that this program asks with. */
function clientOf(headers: IncomingHttpHeaders): string {
  return headers['user-agent']?.startsWith('kubectl/') === true ? 'kubectl' : 'client-node';
}

function throughProxy(port: number): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'proxy', cluster: { server: `http://127.0.0.1:${String(port)}` } }],
    users: [{ name: 'proxy', user: {} }],
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'proxy' } }],
    'current-context': 'proxy',
  });
}
