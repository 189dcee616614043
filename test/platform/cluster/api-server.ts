import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

/** A server on loopback that answers as the test says, and a kubeconfig that leads to it. */
export async function apiServer(answer: Answer): Promise<{
  readonly url: string;
  readonly kubeconfig: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://server');
      const one = { method: request.method ?? '', url, headers: request.headers, body };
      asked.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const url = `http://127.0.0.1:${String(address.port)}`;
  return {
    url,
    kubeconfig: await kubeconfigFor(url),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A kubeconfig with one context for a server; its token is in a file of its own if one is given. */
export async function kubeconfigFor(server: string, token?: string, namespace = 'shop'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'teei-api-'));
  const path = join(folder, 'kubeconfig');
  const tokenFile = join(folder, 'token');
  if (token !== undefined) await writeFile(tokenFile, token);
  const document = {
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace } }],
    clusters: [{ name: 'test', cluster: { server } }],
    users: [{ name: 'test', user: token === undefined ? { token: 'a-token' } : { tokenFile } }],
  };
  await writeFile(path, stringify(document));
  return path;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** A failure as the API server words it. */
export function sendStatus(response: ServerResponse, code: number, message: string): void {
  sendJson(response, code, { kind: 'Status', status: 'Failure', code, message });
}
