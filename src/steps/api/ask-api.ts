import type { HoldContext } from '../context.ts';
import { missing } from '../checks/answers.ts';
import type { CheckResult } from '../checks/define-check.ts';
import { namedEndpoint } from '../checks/named-endpoint.ts';
import { parsedJson } from '../manifest/json.ts';
import type { HttpAnswer } from '../ports/http.ts';

/** Bytes of an answer that are read. */
const limit = 8 * 1024 * 1024;

/** A request to the HTTP API of a system that platform.yaml has an endpoint for. */
export interface ApiRequest {
  /** The name of the check or action, for its evidence. */
  readonly check: string;
  /** Name of the endpoint in platform.yaml. */
  readonly endpoint: string;
  /** As people call it: `PagerDuty`. */
  readonly system: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Name of the secret parameter without which it is not asked, and the header that it goes into. */
  readonly credential?: ApiCredential;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface ApiCredential {
  /** Name of a secret parameter. */
  readonly secret: string;
  readonly header: string;
  /** Such as `Token token=`; stands before the secret. */
  readonly prefix: string;
}

export type ApiAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Undefined where the body is none. */
      readonly json: unknown;
      /** As it came. */
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
      /** The endpoint that was asked. */
      readonly where: string;
    }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

/**
 * Asks the API of a system. What is no answer to the request (an endpoint or a secret that is missing, no
 * connection, a refused credential, a server in trouble, too many requests) comes back as the result of the check,
 * and never as a pass; any other status is for the caller to judge.
 */
export async function askApi(request: ApiRequest, context: HoldContext): Promise<ApiAnswer> {
  const { check, credential, json } = request;
  const endpoint = namedEndpoint(check, request.endpoint, context);
  if (endpoint.kind === 'unknown') return { kind: 'unanswered', result: endpoint.result };
  const secret = credential === undefined ? undefined : namedSecret(check, credential.secret, context);
  if (secret?.kind === 'unknown') return { kind: 'unanswered', result: secret.result };
  const answer = await context.ports.http.request({
    method: request.method,
    url: `${endpoint.url}${request.path}`,
    headers: {
      Accept: 'application/json',
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
      ...(credential === undefined
        ? {}
        : { [credential.header]: `${credential.prefix}${secret?.value ?? ''}` }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    timeout: request.timeout,
    limit,
    signal: context.signal,
  });
  const trouble = troubleOf(answer);
  if (trouble !== undefined || answer.kind === 'unreachable') {
    const { observed, next } = trouble ?? { observed: 'no answer', next: 'Run the step again' };
    return { kind: 'unanswered', result: troubled(request, endpoint.url, observed, next) };
  }
  const { status, body, headers } = answer;
  return { kind: 'answer', status, json: parsedJson(body), body, headers, where: endpoint.url };
}

interface Trouble {
  readonly observed: string;
  readonly next: string;
}

/** What keeps an answer from being one. Undefined: it is one. */
function troubleOf(answer: HttpAnswer): Trouble | undefined {
  if (answer.kind === 'unreachable') {
    const next = 'Check the address in platform.yaml, the network and the VPN, then run the step again';
    return { observed: `no answer: ${answer.reason}`, next };
  }
  const { status, truncated, headers } = answer;
  if (truncated) return { observed: 'an answer too long to be read', next: 'Ask for less' };
  if (status === 401 || status === 403) {
    const next = 'Check that the credential is valid and has the rights, then run the step again';
    return { observed: `HTTP ${status}: the credential is not accepted`, next };
  }
  if (status === 429) {
    const after = headers['retry-after'];
    const wait = after === undefined ? 'a minute' : `${after} (its Retry-After)`;
    return {
      observed: 'HTTP 429: too many requests',
      next: `Wait for ${wait}, then run the step again`,
    };
  }
  if (status >= 500) {
    return {
      observed: `HTTP ${status}`,
      next: 'It is in trouble itself: look at its status, then run the step again',
    };
  }
  return undefined;
}

function troubled(
  { check, system, method, path }: ApiRequest,
  where: string,
  observed: string,
  next: string,
): CheckResult {
  const what = `${method} ${path.split('?')[0] ?? path}`;
  return {
    verdict: 'error',
    summary: `${system}: ${observed}`,
    evidence: [{ check, result: 'error', what, where, expected: `an answer of ${system}`, observed, next }],
  };
}

export type NamedSecret =
  | { readonly kind: 'known'; readonly value: string }
  | { readonly kind: 'unknown'; readonly result: CheckResult };

/** The value of a secret parameter; one that was not given in this process is an error that says how it is given. */
export function namedSecret(check: string, name: string, context: Pick<HoldContext, 'secret'>): NamedSecret {
  const value = context.secret(name);
  return value === undefined
    ? { kind: 'unknown', result: unknownSecret(check, name) }
    : { kind: 'known', value };
}

/** The result where a secret that a request goes with has no value in this process. */
export function unknownSecret(check: string, name: string): CheckResult {
  const result = missing(check, `a value for ${name}`, 'none was given in this process');
  const next = `Give it as the environment variable that platform.yaml names for it, below secrets.${name}, or with -p ${name}=@FILE`;
  return { ...result, evidence: [{ ...result.evidence[0], next }] };
}
