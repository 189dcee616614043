import { notFound } from '../store/write.ts';
import type { World } from '../world.ts';
import { formOf } from './accept.ts';
import { storedResource, toServed } from './convert.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import { pieceOf } from './paging.ts';
import { representList, representObject } from './represent.ts';
import type { ResourcePath } from './resource-path.ts';
import { tooNewVersion, unreadableVersion } from './resource-version.ts';
import { selectionOf } from './selection.ts';
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
  const wanted = request.query.get('resourceVersion') ?? '';
  const problem = unreadableVersion(wanted) ?? tooNewVersion(wanted, world.store.revision);
  if (problem !== undefined) return failed(problem);
  const all = world.store
    .list(storedResource(type), namespace)
    .map((object) => toServed(type, object))
    .filter(selected.value);
  const listed = pieceOf(all, world.store.revision, request.query);
  if (!listed.ok) return { kind: 'failure', failure: listed.failure };
  const body = representList(type, listed.value, formOf(request), world.schedule.now());
  return { kind: 'json', status: 200, body };
}
