import { at, listAt, objectAt, sameJson, textAt } from '../objects/json.ts';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import {
  isBeingDeleted,
  type KubeObject,
  nameOf,
  namespaceOf,
  uidOf,
  versionOf,
  withMetadata,
} from '../objects/kube-object.ts';
import { initialStatus } from '../prepare/initial-status.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import type { World } from '../world.ts';
import { stamp } from './stamp.ts';

type Writer = Pick<World, 'store' | 'schedule' | 'ids'>;

/** Fails early instead of writing: the answer is the object as it would be. */
export interface WriteOptions {
  readonly dryRun?: boolean;
  /** Of an object that is created, where something in it already refers to its own uid. */
  readonly uid?: string;
}

/**
 * Creates an object as the API server does: name from generateName, uid, time and generation, a namespace that
 * exists. The status that a client sends is dropped.
 */
export function createObject(
  world: Writer,
  type: ResourceType,
  sent: KubeObject,
  options: WriteOptions = {},
): ApiResult<KubeObject> {
  const resource = groupResourceOf(type);
  const named = withName(world, sent);
  const name = nameOf(named);
  if (name === '') {
    const kind = type.group === '' ? type.kind : `${type.kind}.${type.group}`;
    return refused(
      'Invalid',
      `${kind} "" is invalid: metadata.name: Required value: name or generateName is required`,
      { ...(type.group === '' ? {} : { group: type.group }), kind: type.kind },
    );
  }
  const place = placeFor(world, type, named);
  if (!place.ok) return place;
  if (world.store.get(resource, namespaceOf(named), name) !== undefined) {
    return refused(
      'AlreadyExists',
      `${resource} ${JSON.stringify(name)} already exists`,
      detailsOf(type, name),
    );
  }
  const { status: _sent, ...rest } = named;
  const status = initialStatus(rest);
  const fresh: KubeObject = status === undefined ? rest : { ...rest, status };
  const object = withMetadata(type.subresources.some(({ name: sub }) => sub === 'status') ? fresh : named, {
    uid: options.uid ?? world.ids.uid(),
    creationTimestamp: stamp(world.schedule.now()),
    resourceVersion: undefined,
    selfLink: undefined,
    ...(type.generations ? { generation: 1 } : {}),
  });
  return done(options.dryRun === true ? object : world.store.put(resource, object));
}

/** What an update may change: everything but the status, or the status alone. */
export type UpdatedPart = 'object' | 'status';

/**
 * Puts an object in the place of the one of its name. A resourceVersion or uid that is not the present one is a
 * conflict; what changes nothing is not written; a changed spec raises the generation; an object that was waiting
 * for its finalizers goes with the last of them.
 */
export function updateObject(
  world: Writer,
  type: ResourceType,
  sent: KubeObject,
  part: UpdatedPart,
  options: WriteOptions = {},
): ApiResult<KubeObject> {
  const resource = groupResourceOf(type);
  const name = nameOf(sent);
  const present = world.store.get(resource, namespaceOf(sent), name);
  if (present === undefined) return notFound(type, name);
  const conflict = conflictWith(type, present, sent);
  if (conflict !== undefined) return conflict;
  const object = merged(type, present, sent, part);
  if (sameJson(object, present)) return done(present);
  if (options.dryRun === true) return done(object);
  const kept = world.store.put(resource, object);
  if (isBeingDeleted(kept) && listAt(kept.metadata, 'finalizers').length === 0 && type.kind !== 'Pod') {
    return done(world.store.remove(resource, namespaceOf(kept), name) ?? kept);
  }
  return done(kept);
}

/** Why an object can't take the place of the present one: it was made from another version, or of another object. */
export function conflictWith(
  type: ResourceType,
  present: KubeObject,
  sent: KubeObject,
): ReturnType<typeof refused> | undefined {
  const name = nameOf(present);
  const version = versionOf(sent);
  if (version !== '' && version !== versionOf(present)) return changedMeanwhile(type, name);
  const uid = uidOf(sent);
  if (uid === '' || uid === uidOf(present)) return undefined;
  return refused(
    'Conflict',
    `Operation cannot be fulfilled on ${groupResourceOf(type)} ${JSON.stringify(name)}: StorageError: invalid object, ` +
      `Code: 4, Key: ${storageKey(type, present)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: ` +
      `UID in precondition: ${uid}, UID in object meta: ${uidOf(present)}`,
    detailsOf(type, name),
  );
}

/** Under which etcd would have it, as messages tell: of most types the plural, of Services the older place. */
function storageKey({ group, plural }: ResourceType, object: KubeObject): string {
  const place = group === '' && plural === 'services' ? 'services/specs' : plural;
  return ['/registry', place, namespaceOf(object), nameOf(object)]
    .filter((part) => part !== undefined)
    .join('/');
}

export function notFound(type: ResourceType, name: string): ReturnType<typeof refused> {
  return refused(
    'NotFound',
    `${groupResourceOf(type)} ${JSON.stringify(name)} not found`,
    detailsOf(type, name),
  );
}

function changedMeanwhile(type: ResourceType, name: string): ReturnType<typeof refused> {
  return refused(
    'Conflict',
    `Operation cannot be fulfilled on ${groupResourceOf(type)} ${JSON.stringify(name)}: the object has been modified; ` +
      'please apply your changes to the latest version and try again',
    detailsOf(type, name),
  );
}

export function detailsOf({ group, plural }: ResourceType, name: string): { readonly [key: string]: string } {
  return { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: plural };
}

function withName({ ids }: Writer, object: KubeObject): KubeObject {
  const prefix = textAt(object.metadata, 'generateName');
  if (nameOf(object) !== '' || prefix === undefined) return object;
  return withMetadata(object, { name: `${prefix}${ids.suffix(5)}` });
}

/** Whether there is a namespace that takes the object. */
export function placeFor({ store }: Writer, type: ResourceType, object: KubeObject): ApiResult<undefined> {
  const name = namespaceOf(object);
  if (!type.namespaced || name === undefined) return done(undefined);
  const namespace = store.get('namespaces', undefined, name);
  if (namespace === undefined) {
    return refused('NotFound', `namespaces ${JSON.stringify(name)} not found`, { name, kind: 'namespaces' });
  }
  if (!isBeingDeleted(namespace)) return done(undefined);
  return refused(
    'Forbidden',
    `${groupResourceOf(type)} ${JSON.stringify(nameOf(object))} is forbidden: unable to create new content in ` +
      `namespace ${name} because it is being terminated`,
    detailsOf(type, nameOf(object)),
  );
}

/** Metadata that the server owns stays as it is, whatever was sent. */
function merged(type: ResourceType, present: KubeObject, sent: KubeObject, part: UpdatedPart): KubeObject {
  const hasStatus = type.subresources.some(({ name }) => name === 'status');
  const fixed = {
    uid: uidOf(present),
    creationTimestamp: at(present.metadata, 'creationTimestamp'),
    deletionTimestamp: at(present.metadata, 'deletionTimestamp'),
    deletionGracePeriodSeconds: at(present.metadata, 'deletionGracePeriodSeconds'),
    resourceVersion: versionOf(present),
    generation: at(present.metadata, 'generation'),
    selfLink: undefined,
  };
  if (part === 'status') {
    const status = at(sent, 'status');
    const managed = at(sent.metadata, 'managedFields') ?? at(present.metadata, 'managedFields');
    const object = withMetadata(present, { managedFields: managed });
    return status === undefined ? object : { ...object, status };
  }
  const status = at(present, 'status');
  const { status: _sent, ...rest } = sent;
  const base: KubeObject = hasStatus ? (status === undefined ? rest : { ...rest, status }) : sent;
  const changed = type.generations && raisesGeneration(present, base);
  const generation = Number(at(present.metadata, 'generation') ?? 1);
  return withMetadata(base, { ...fixed, ...(changed ? { generation: generation + 1 } : {}) });
}

/** The revision, which the controller notes through the status, is no change of what is wanted. */
const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** A changed spec does, and of a Deployment changed annotations too (registry/apps/deployment/strategy.go). */
function raisesGeneration(present: KubeObject, next: KubeObject): boolean {
  if (!sameJson(objectAt(present, 'spec'), objectAt(next, 'spec'))) return true;
  if (present.kind !== 'Deployment') return false;
  const [before, after] = [present, next].map(({ metadata }) => {
    const { [revisionAnnotation]: _revision, ...others } = objectAt(metadata, 'annotations');
    return others;
  });
  return !sameJson(before, after);
}
