import type { RunContext } from '../../context.ts';
import { field, text } from '../../manifest/json.ts';
import type { HttpAnswer, HttpRequest } from '../../ports/http.ts';
import { type Login, loginFor } from './docker-login.ts';
import type { ImageAddress } from './image-address.ts';

/** What a registry says of an image. `unknown`: it can’t be told, for this reason. */
export type Found =
  | { readonly kind: 'there'; readonly digest: string | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string; readonly next: string };

/** Bytes of a token’s answer. */
const limit = 256 * 1024;

/** Kinds of manifest that a tag may lead to (OCI Image Specification, Docker Registry HTTP API V2). */
const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks for an image’s manifest, with the login or the anonymous token that the registry wants. Never rejects. */
export async function askRegistry(
  address: ImageAddress,
  timeout: number,
  context: RunContext,
): Promise<Found> {
  const ask = (authorization?: string): Promise<HttpAnswer> =>
    request(
      {
        method: 'HEAD',
        url: `${address.base}/v2/${address.repository}/manifests/${encodeURIComponent(address.reference)}`,
        headers: { accept, ...(authorization === undefined ? {} : { authorization }) },
      },
      timeout,
      context,
    );
  const first = await ask();
  if (first.kind === 'unreachable' || first.status !== 401) return judge(first, address);
  const login = await loginFor(address.registry, context);
  const authorization = await authorizationFor(
    first.headers['www-authenticate'] ?? '',
    login,
    address,
    timeout,
    context,
  );
  if (typeof authorization !== 'string') return authorization;
  return judge(await ask(authorization), address, login);
}

function judge(answer: HttpAnswer, { registry }: ImageAddress, login: Login = { kind: 'none' }): Found {
  if (answer.kind === 'unreachable')
    return unknown(
      `${registry} does not answer: ${answer.reason}`,
      'Check the network, or look into the registry by hand',
    );
  const { status, headers } = answer;
  if (status === 200) return { kind: 'there', digest: text(headers['docker-content-digest']) };
  if (status === 404) return { kind: 'absent' };
  if (status === 401 || status === 403) return wantsLogin(registry, login);
  return unknown(
    `${registry} answers with HTTP ${String(status)}`,
    'Run the step again, or look into the registry by hand',
  );
}

/**
 * The value of Authorization that a challenge asks for: a token of its realm, anonymous where no login is kept
 * (https://distribution.github.io/distribution/spec/auth/token/), or the login itself.
 */
async function authorizationFor(
  challenge: string,
  login: Login,
  address: ImageAddress,
  timeout: number,
  context: RunContext,
): Promise<string | Found> {
  const basic = login.kind === 'basic' ? `Basic ${login.value}` : undefined;
  if (/^basic\b/i.test(challenge)) return basic ?? wantsLogin(address.registry, login);
  const url = tokenUrl(challenge, address);
  if (url === undefined) return wantsLogin(address.registry, login);
  const headers: Record<string, string> = basic === undefined ? {} : { authorization: basic };
  const answer = await request({ method: 'GET', url, headers }, timeout, context);
  if (answer.kind === 'unreachable' || isTrouble(answer.status)) return judge(answer, address, login);
  const given = answer.status === 200 ? json(answer.body) : undefined;
  const token = text(field(given, 'token')) ?? text(field(given, 'access_token'));
  return token === undefined ? wantsLogin(address.registry, login) : `Bearer ${token}`;
}

function isTrouble(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Where a Bearer challenge says that tokens are to be had. Undefined: nowhere that a login may be sent to. */
function tokenUrl(challenge: string, address: ImageAddress): string | undefined {
  const realm = /^bearer\b/i.test(challenge) ? URL.parse(parameter(challenge, 'realm') ?? '') : null;
  if (realm === null || !isSafe(realm, address)) return undefined;
  const service = parameter(challenge, 'service');
  if (service !== undefined) realm.searchParams.set('service', service);
  realm.searchParams.set('scope', parameter(challenge, 'scope') ?? `repository:${address.repository}:pull`);
  return realm.href;
}

/** A login goes to nobody who listens on the way. */
function isSafe(realm: URL, { base }: ImageAddress): boolean {
  return realm.protocol === 'https:' || base.startsWith('http:');
}

function parameter(challenge: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(challenge)?.[1];
}

function wantsLogin(registry: string, login: Login): Found {
  switch (login.kind) {
    case 'none':
      return unknown(
        `${registry} wants a login`,
        `Log in with \`docker login\`, or look into the registry by hand`,
      );
    case 'basic':
      return unknown(
        `${registry} refuses the login that is kept for it`,
        'Log in anew with `docker login`, or look by hand',
      );
    case 'helper':
      return unknown(
        `${registry} wants a login, which ${login.program} keeps and is not asked for`,
        'Look into the registry by hand',
      );
  }
}

function unknown(why: string, next: string): Found {
  return { kind: 'unknown', why, next };
}

function request(
  asked: Pick<HttpRequest, 'method' | 'url' | 'headers'>,
  timeout: number,
  { ports, signal }: RunContext,
): Promise<HttpAnswer> {
  return ports.http.request({ ...asked, timeout, limit, signal });
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
