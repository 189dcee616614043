import { isObject, listAt, withAt } from '../objects/json.ts';
import { isBeingDeleted, isKubeObject, namespaceOf } from '../objects/kube-object.ts';
import { notFound } from '../store/write.ts';
import type { World } from '../world.ts';
import { readObject } from './body.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import { answerObject } from './read.ts';
import type { ResourcePath } from './resource-path.ts';

/** PUT of a namespace's own finalizers: one that is being deleted goes with the last of them. */
export function finalize(world: World, { type, name = '' }: ResourcePath, request: ApiRequest): ApiAnswer {
  const sent = readObject(request);
  if (!sent.ok) return failed(sent.failure);
  const present = world.store.get('namespaces', undefined, name);
  if (present === undefined) return failed(notFound(type, name).failure);
  const finalizers = listAt(sent.value, 'spec', 'finalizers');
  const changed = withAt(present, ['spec', 'finalizers'], finalizers.length === 0 ? undefined : finalizers);
  if (!isObject(changed) || !isKubeObject(changed)) return failed(notFound(type, name).failure);
  const kept = world.store.put('namespaces', changed);
  if (finalizers.length === 0 && isBeingDeleted(kept)) {
    world.store.remove('namespaces', namespaceOf(kept), name);
  }
  return answerObject(world, type, kept, request, 200);
}
