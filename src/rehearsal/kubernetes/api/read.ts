import { notFound } from '../store/write.ts';
import type { World } from '../world.ts';
import { formOf } from './accept.ts';
import { storedResource, toServed } from './convert.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import { type Listed, representList, representObject } from './represent.ts';
import type { ResourcePath } from './resource-path.ts';
import { selectionOf } from './selection.ts';
import { refused } from '../objects/failure.ts';
import type { KubeObject } from '../objects/kube-object.ts';

/** GET of one object. */
export function getObject(
  world: World,
  { type, namespace, name = '' }: ResourcePath,
  request: ApiRequest,
): ApiAnswer {
  const object = world.store.get(storedResource(type), namespace, name);
  if (object === undefined) return { kind: 'failure', failure: notFound(type, name).failure };
  return answerObject(world, type, object, request, 200);
}

/** An object as an answer, in the form and version that were asked for. */
export function answerObject(
  { schedule }: Pick<World, 'schedule'>,
  type: ResourcePath['type'],
  object: KubeObject,
  request: Pick<ApiRequest, 'accept' | 'query'>,
  status: number,
): ApiAnswer {
  const body = representObject(type, toServed(type, object), formOf(request), schedule.now());
  return { kind: 'json', status, body };
}

/** GET of a list, in pieces where `limit` says so. */
export function listObjects(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const { type, namespace } = path;
  const selected = selectionOf(type, request.query);
  if (!selected.ok) return { kind: 'failure', failure: selected.failure };
  const all = world.store
    .list(storedResource(type), namespace)
    .map((object) => toServed(type, object))
    .filter(selected.value);
  const listed = pieceOf(all, world.store.revision, request.query);
  if (listed === undefined) {
    const { failure } = refused(
      'Expired',
      'The provided continue parameter is too old to display a consistent list result.',
    );
    return { kind: 'failure', failure };
  }
  const body = representList(type, listed, formOf(request), world.schedule.now());
  return { kind: 'json', status: 200, body };
}

/** Undefined: the continue token is not one of this server. */
function pieceOf(all: readonly KubeObject[], revision: number, query: URLSearchParams): Listed | undefined {
  const limit = Number(query.get('limit') ?? 0);
  const token = query.get('continue') ?? '';
  const start = token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isSafeInteger(start) || start < 0) return undefined;
  const rest = all.slice(start);
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - items.length;
  return {
    items,
    revision: String(revision),
    ...(remaining === 0
      ? {}
      : { continueToken: Buffer.from(String(start + items.length)).toString('base64url'), remaining }),
  };
}
