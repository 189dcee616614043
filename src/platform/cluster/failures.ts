import { ClusterError, type ClusterFailure } from '../../steps/ports/cluster.ts';
import { field, text } from '../../steps/manifest/json.ts';
import { errorText } from '../../problem/problem.ts';

/** The server no longer holds the version that a watch asked for: list again. HTTP 410. */
export class ExpiredError extends ClusterError {
  constructor() {
    super('conflict', 'The watch has expired and starts again.');
  }
}

/** What an answer other than 2xx means to the operator. `body` is a Status object where the server gives one. */
export function failureOfStatus(server: string, status: number, body: string): ClusterError {
  const said = statusMessage(body);
  if ((status === 403 || status === 404) && !isFromKubernetes(body)) {
    return new ClusterError(
      'server',
      `Something before ${server} answered with HTTP ${String(status)} in its place.`,
    );
  }
  switch (status) {
    case 401:
      return new ClusterError(
        'unauthorized',
        `${server} does not accept your credentials: log in to the cluster again.`,
      );
    case 403:
      return new ClusterError('forbidden', forbidden(server, said));
    case 404:
      return new ClusterError('not-found', said ?? `${server} does not know what was asked for.`);
    case 409:
      return new ClusterError('conflict', said ?? 'Somebody else has changed the object meanwhile.');
    case 410:
      return new ExpiredError();
    case 408:
    case 504:
      return new ClusterError('timeout', `${server} took too long${because(said)}`);
    case 429:
      return new ClusterError('throttled', `${server} asks to slow down${because(said)}`);
    default:
      return status >= 500
        ? new ClusterError('server', `${server} failed with HTTP ${status}${because(said)}`)
        : new ClusterError('invalid', said ?? `${server} refused the request with HTTP ${status}.`);
  }
}

function because(said: string | undefined): string {
  return said === undefined ? '.' : `: ${said}`;
}

/**
 * A proxy or load balancer whose backend is away answers with a page of its own. That says nothing of rights or
 * of what exists. The API server answers with a Status, or with a fixed text for a path that it doesn't know.
 */
function isFromKubernetes(body: string): boolean {
  if (body.trim() === '404 page not found') return true;
  try {
    return field(JSON.parse(body), 'kind') === 'Status';
  } catch {
    return false;
  }
}

function statusMessage(body: string): string | undefined {
  try {
    return text(field(JSON.parse(body), 'message'));
  } catch {
    return text(body.slice(0, 300).trim());
  }
}

/** Says who may not do what, from the API server's fixed sentence (RBAC and other authorizers write it alike). */
function forbidden(server: string, said: string | undefined): string {
  // The admission of quotas answers 403 too: https://kubernetes.io/docs/concepts/policy/resource-quotas/
  if (said?.includes('exceeded quota:') === true) return `${said}. Free some of it, or ask for more.`;
  const found = /User "([^"]*)" cannot (\S+) resource "([^"]*)".*?(?:in the namespace "([^"]*)")?$/.exec(
    (said ?? '').split(': ').slice(1).join(': '),
  );
  if (found === null) {
    return `${server} forbids it: ${said ?? 'no reason given'}. Use an account that has the right.`;
  }
  const [, user, verb, resource, namespace] = found;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `User ${user} may not ${verb} ${resource}${where}. Ask for the right, or use another context.`;
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'no such host name',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** What a thrown error of the network, TLS or the clock means to the operator. */
export function failureOfThrown(server: string, thrown: unknown): ClusterError {
  if (thrown instanceof ClusterError) return thrown;
  for (const cause of causes(thrown)) {
    const known = failureOfCause(server, cause, thrown);
    if (known !== undefined) return known;
  }
  return new ClusterError('unreachable', `Can’t reach ${server}: ${errorText(thrown)}`, thrown);
}

function failureOfCause(server: string, cause: Error, thrown: unknown): ClusterError | undefined {
  if (cause.name === 'TimeoutError' || cause.name === 'AbortError') {
    return new ClusterError('timeout', `${server} did not answer in time: is the VPN up?`, thrown);
  }
  const code = text(field(cause, 'code')) ?? '';
  const reason = unreachable[code];
  if (reason !== undefined) {
    return new ClusterError('unreachable', `Can’t reach ${server}: ${reason}. Is the VPN up?`, thrown);
  }
  if (/CERT|SIGNED|SIGNATURE|ISSUER|^ERR_TLS|^ERR_SSL/.test(code)) {
    return new ClusterError('unreachable', `${server} can’t be trusted: ${cause.message} (${code}).`, thrown);
  }
  return undefined;
}

/** An error while credentials were being obtained, before any request. */
export function failureOfCredentials(server: string, thrown: unknown): ClusterError {
  const cause = [...causes(thrown)].find((one) => text(field(one, 'code')) === 'ENOENT');
  if (cause !== undefined) {
    const wanted = text(field(cause, 'path')) ?? 'a file';
    return new ClusterError(
      'unauthorized',
      `The kubeconfig for ${server} needs ${wanted}, which is not there.`,
      thrown,
    );
  }
  const line = errorText(thrown).trim().split('\n', 1)[0] ?? '';
  const said = line === '' ? 'it gave no reason' : line.slice(0, 300);
  return new ClusterError('unauthorized', `Logging in to ${server} failed: ${said}`, thrown);
}

function* causes(thrown: unknown): Generator<Error> {
  let here = thrown;
  for (let depth = 0; here instanceof Error && depth < 8; depth += 1) {
    yield here;
    if (here instanceof AggregateError) yield* here.errors.filter((one) => one instanceof Error);
    here = here.cause;
  }
}

const retried: ReadonlySet<ClusterFailure> = new Set(['unreachable', 'timeout', 'throttled', 'server']);

/** Whether a request may be sent again after this failure. What may have been done already is repeated only if that is safe. */
export function mayRepeat(failure: ClusterError, safe: boolean): boolean {
  return safe ? retried.has(failure.reason) : failure.reason === 'throttled';
}
