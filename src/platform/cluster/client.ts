import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ClientOptions, WebSocket } from 'ws';
import { parse } from 'yaml';
import { field, items, text } from '../../steps/manifest/json.ts';
import { ClusterError } from '../../steps/ports/cluster.ts';
import { failureOfCredentials } from './failures.ts';
import { proxyFor } from './proxy.ts';
import { openWebSocket } from './web-socket.ts';

function loadClientNode() {
  // 300 ms: only a session that needs a cluster pays for it.
  return import('@kubernetes/client-node');
}

type ClientNode = Awaited<ReturnType<typeof loadClientNode>>;
type KubeConfig = InstanceType<ClientNode['KubeConfig']>;
type Dispatcher = NonNullable<ReturnType<InstanceType<ClientNode['RequestContext']>['getDispatcher']>>;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly signal: AbortSignal;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: () => Promise<string>;
  readonly stream: () => ReadableStream<Uint8Array> | null;
}

/** An authorised way to one API server. */
export interface Client {
  readonly server: string;
  readonly context: string;
  readonly namespace: string;
  /** Sends a request as the kubeconfig's user. Rejects with what the network or the credentials gave. */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Opens a WebSocket as the kubeconfig's user, paused. Rejects as `send`, or with ClusterError. */
  connect(path: string, protocols: readonly string[], signal: AbortSignal): Promise<WebSocket>;
}

/**
 * Opens the one context of a pinned kubeconfig. Rejects with ClusterError when the file can't be used.
 * Objects travel as plain JSON and not through client-node's models, which drop the fields they don't
 * know: a snapshot of a newer server would silently lose them.
 */
export async function openClient(
  kubeconfig: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Client> {
  const k8s = await loadClientNode();
  const source = await readFile(kubeconfig, 'utf8');
  const context = text(field(parse(source), 'current-context'));
  const { config, makeRequest } = pooled(k8s);
  config.loadFromString(source);
  adapt(config, source, env);
  const cluster = config.getCurrentCluster();
  if (context === undefined || cluster === null) {
    throw new ClusterError('invalid', `${kubeconfig} names no cluster for its current context.`);
  }
  const namespace = config.getContextObject(context)?.namespace ?? 'default';
  const { server } = cluster;
  const library = new k8s.IsomorphicFetchHttpLibrary();
  return {
    server,
    context,
    namespace,
    async send(request) {
      const call = makeRequest(`${server}${request.path}`, request.method);
      call.setHeaderParam('Accept', 'application/json, */*');
      call.setHeaderParam('User-Agent', 'teei-runbook');
      call.setSignal(request.signal);
      if (request.body !== undefined) {
        call.setHeaderParam('Content-Type', request.contentType ?? 'application/json');
        call.setBody(request.body);
      }
      const authorised = config.applySecurityAuthentication(call).catch((thrown: unknown) => {
        throw failureOfCredentials(server, thrown);
      });
      await orAborted(authorised, request.signal);
      const answer = await library.send(call).toPromise();
      return {
        status: answer.httpStatusCode,
        headers: answer.headers,
        text: () => answer.body.text(),
        stream: () => answer.body.stream(),
      };
    },
    async connect(path, protocols, signal) {
      const options: ClientOptions = {};
      const authorised = config.applyToHTTPSOptions(options).catch((thrown: unknown) => {
        throw failureOfCredentials(server, thrown);
      });
      await orAborted(authorised, signal);
      return openWebSocket({ server, path, protocols, options, signal });
    },
  };
}

/** A credential plugin can hang (it may wait for a browser); it has no time limit of its own. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => {
    aborted.reject(signal.reason);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * client-node makes a new connection pool for every request. This keeps one for as long as the TLS options
 * (certificates of a credential plugin included) stay the same.
 */
function pooled(k8s: ClientNode) {
  let latest = '';
  let pool: { readonly key: string; readonly dispatcher: Dispatcher } | undefined;

  class PooledConfig extends k8s.KubeConfig {
    override createDispatcherOptions(...of: Parameters<KubeConfig['createDispatcherOptions']>) {
      const options = super.createDispatcherOptions(...of);
      latest = createHash('sha256').update(JSON.stringify(options)).digest('hex');
      return options;
    }
  }
  class PooledRequest extends k8s.RequestContext {
    override setDispatcher(dispatcher: Dispatcher): void {
      if (pool?.key !== latest) pool = { key: latest, dispatcher };
      super.setDispatcher(pool.dispatcher);
    }
  }
  return {
    config: new PooledConfig(),
    makeRequest: (url: string, method: ApiRequest['method']) => new PooledRequest(url, method),
  };
}

/** Makes up for what client-node 2.0.1 reads otherwise than kubectl: proxies, `tokenFile`, plain http. */
function adapt(config: KubeConfig, source: string, env: Readonly<Record<string, string | undefined>>): void {
  const users = items(field(parse(source), 'users'));
  config.loadFromOptions({
    contexts: config.contexts,
    currentContext: config.currentContext,
    clusters: config.clusters.map((cluster) => ({
      ...cluster,
      proxyUrl: cluster.proxyUrl ?? proxyFor(cluster.server, env),
      skipTLSVerify: cluster.skipTLSVerify || cluster.server.startsWith('http:'),
    })),
    users: config.users.map((user) => {
      const raw = users.find((one) => field(one, 'name') === user.name);
      const tokenFile = text(field(raw, 'user', 'tokenFile'));
      if (tokenFile === undefined) return user;
      return { ...user, authProvider: { name: 'tokenFile', config: { tokenFile } } };
    }),
  });
}
