import type { Json } from '../objects/json.ts';
import { notFound } from '../store/write.ts';
import type { World } from '../world.ts';
import { type ApiAnswer, failed } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';

/** Milliseconds that a token lives here, whatever was asked for. */
const life = 10 * 60_000;

/** POST of a TokenRequest: a token in the form of a JWT, which no real system would take. */
export function requestToken(world: World, { type, namespace = '', name = '' }: ResourcePath): ApiAnswer {
  if (world.store.get('serviceaccounts', namespace, name) === undefined) {
    return failed(notFound(type, name).failure);
  }
  const now = world.schedule.now();
  const expirationTimestamp = new Date(now + life).toISOString();
  const claims = { sub: `system:serviceaccount:${namespace}:${name}`, exp: Math.floor((now + life) / 1000) };
  const token = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.rehearsal`;
  const body: Json = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace },
    spec: { audiences: ['https://kubernetes.default.svc'], expirationSeconds: life / 1000 },
    status: { token, expirationTimestamp },
  };
  return { kind: 'json', status: 201, body };
}

function encoded(part: Json): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
