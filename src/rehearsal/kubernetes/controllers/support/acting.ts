import { createThrough } from '../../api/pipeline.ts';
import { tracked, type Writing } from '../../fields/track.ts';
import { type ApiResult, refused } from '../../objects/failure.ts';
import { at, type JsonObject, sameJson } from '../../objects/json.ts';
import { type KubeObject, nameOf, namespaceOf, uidOf } from '../../objects/kube-object.ts';
import { groupResourceOf, type ResourceType } from '../../resources/resource-type.ts';
import { storedTypeOf } from '../../resources/served.ts';
import { deleteObject, type Propagation } from '../../store/delete.ts';
import { updateObject } from '../../store/write.ts';
import type { World } from '../../world.ts';

/** The field manager that most controllers write as. */
const controllerManager = 'kube-controller-manager';

/** Creates an object as any client would: with defaults, admission and validation, so it may be refused. */
export function create(world: World, object: KubeObject, manager = controllerManager): ApiResult<KubeObject> {
  const type = typeOfObject(object);
  if (type === undefined) return unknown(object);
  const writing = writingOf(world, manager, '');
  return createThrough(world, type, object, { writing, dryRun: false, part: 'object' });
}

/** Writes everything but the status; what changes nothing is not written. */
export function update(world: World, object: KubeObject, manager = controllerManager): ApiResult<KubeObject> {
  const type = typeOfObject(object);
  const present = type === undefined ? undefined : presentOf(world, type, object);
  if (type === undefined || present === undefined) return unknown(object);
  if (sameJson(present, object)) return { ok: true, value: present };
  return updateObject(world, type, tracked(present, object, writingOf(world, manager, '')), 'object');
}

/** Puts a status in the place of the object's, as the store has the object now; what changes nothing is not written. */
export function writeStatus(
  world: World,
  object: KubeObject,
  status: JsonObject,
  manager = controllerManager,
): ApiResult<KubeObject> {
  const type = typeOfObject(object);
  const present = type === undefined ? undefined : presentOf(world, type, object);
  if (type === undefined || present === undefined || uidOf(present) !== uidOf(object)) return unknown(object);
  if (sameJson(at(present, 'status'), status)) return { ok: true, value: present };
  const after = tracked(present, { ...present, status }, writingOf(world, manager, 'status'));
  return updateObject(world, type, after, 'status');
}

/** Deletes an object, unless another one has taken its name. */
export function remove(
  world: World,
  object: KubeObject,
  options: { readonly propagation?: Propagation; readonly gracePeriod?: number } = {},
): ApiResult<KubeObject> {
  const type = typeOfObject(object);
  if (type === undefined) return unknown(object);
  return deleteObject(world, type, namespaceOf(object), nameOf(object), {
    propagation: 'Background',
    uid: uidOf(object),
    ...options,
  });
}

export function typeOfObject({ apiVersion, kind }: KubeObject): ResourceType | undefined {
  const [group = '', version] = apiVersion.split('/');
  return storedTypeOf(kind, version === undefined ? '' : group);
}

function presentOf({ store }: World, type: ResourceType, object: KubeObject): KubeObject | undefined {
  return store.get(groupResourceOf(type), namespaceOf(object), nameOf(object));
}

function writingOf({ schedule }: World, manager: string, subresource: string): Writing {
  return { manager, operation: 'Update', subresource, now: schedule.now() };
}

function unknown(object: KubeObject): ReturnType<typeof refused> {
  return refused('NotFound', `${object.kind} ${JSON.stringify(nameOf(object))} not found`);
}
