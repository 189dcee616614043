import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';

/** A way to an API server, by the credentials of a kubeconfig. */
export interface RawServer {
  readonly url: string;
  send(request: RawRequest): Promise<IncomingMessage>;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly accept?: string;
  readonly body?: { readonly type: string; readonly text: string };
  readonly signal?: AbortSignal;
}

/** Opens the way to the server of the kubeconfig's current context. */
export async function rawServer(kubeconfig: string): Promise<RawServer> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const url = config.getCurrentCluster()?.server ?? '';
  const credentials: RequestOptions = {};
  // The library refuses to send credentials over plain HTTP, which the simulation has no use for.
  if (url.startsWith('https:')) await config.applyToHTTPSOptions(credentials);
  const known = Object.entries(credentials.headers ?? {});
  return {
    url,
    send: ({ method, path, accept = 'application/json', body, signal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
      const headers = {
        ...Object.fromEntries(known),
        Accept: accept,
        ...(body && bodyHeaders(body)),
      };
      const options = { ...credentials, method, headers, agent: false, ...(signal && { signal }) };
      const address = new URL(path, url);
      const sent =
        address.protocol === 'https:'
          ? secureRequest(address, options, resolve)
          : plainRequest(address, options, resolve);
      sent.once('error', reject);
      sent.end(body?.text ?? '');
      return promise;
    },
  };
}

/** Node frames the body of a DELETE only when it is told its length. */
function bodyHeaders({
  type,
  text: content,
}: NonNullable<RawRequest['body']>): Record<string, string | number> {
  return { 'Content-Type': type, 'Content-Length': Buffer.byteLength(content) };
}

/** Sends a request and reads its whole answer. */
export async function sendRaw(
  server: RawServer,
  request: RawRequest,
): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await server.send(request);
  return { status: answer.statusCode ?? 0, text: await text(answer) };
}

/** JSON, or the text itself where it is none. */
export function jsonOrText(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
