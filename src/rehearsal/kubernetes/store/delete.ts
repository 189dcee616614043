import { listAt, numberAt, objectAt, textAt } from '../objects/json.ts';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isBeingDeleted, type KubeObject, ownersOf, uidOf, withMetadata } from '../objects/kube-object.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import type { World } from '../world.ts';
import { stamp } from './stamp.ts';
import { detailsOf, notFound, type WriteOptions } from './write.ts';

/** What becomes of the objects that the deleted one owns (metav1.DeleteOptions). */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions extends WriteOptions {
  readonly propagation: Propagation;
  readonly uid?: string;
  /** Of a pod, in seconds; left out, the pod's own. */
  readonly gracePeriod?: number;
}

type Deleter = Pick<World, 'store' | 'schedule'>;

/**
 * Deletes an object as the API server does: a pod that runs is given its grace period, and an object with
 * finalizers waits for them; both are only marked. What it owned is left to the garbage collector, unless orphaned.
 */
export function deleteObject(
  world: Deleter,
  type: ResourceType,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions,
): ApiResult<KubeObject> {
  const resource = groupResourceOf(type);
  const present = world.store.get(resource, namespace, name);
  if (present === undefined) return notFound(type, name);
  if (options.uid !== undefined && options.uid !== uidOf(present)) {
    return refused(
      'Conflict',
      `Operation cannot be fulfilled on ${resource} ${JSON.stringify(name)}: the UID in the precondition ` +
        `(${options.uid}) does not match the UID in record (${uidOf(present)}). The object might have been deleted and then recreated`,
      detailsOf(type, name),
    );
  }
  if (options.dryRun === true) return done(present);
  if (options.propagation === 'Orphan') orphan(world, uidOf(present));
  if (isEmptiedFirst(present)) return done(world.store.put(resource, terminating(world, present)));
  if (options.propagation === 'Foreground' && type.kind !== 'Pod')
    return done(goesLast(world, resource, present));
  const grace = graceOf(type, present, options.gracePeriod);
  if (grace > 0 || listAt(present.metadata, 'finalizers').length > 0) {
    return done(isBeingDeleted(present) ? present : world.store.put(resource, marked(world, present, grace)));
  }
  return done(world.store.remove(resource, namespace, name) ?? present);
}

/** A namespace goes with its last finalizer, after all that is in it. */
function isEmptiedFirst(object: KubeObject): boolean {
  return object.kind === 'Namespace' && listAt(object, 'spec', 'finalizers').length > 0;
}

function terminating({ schedule }: Deleter, namespace: KubeObject): KubeObject {
  if (isBeingDeleted(namespace)) return namespace;
  const deleted = withMetadata(namespace, { deletionTimestamp: stamp(schedule.now()) });
  return { ...deleted, status: { ...objectAt(namespace, 'status'), phase: 'Terminating' } };
}

/** Marks an object that goes after what it owns: the garbage collector takes the finalizer away. */
function goesLast({ store, schedule }: Deleter, resource: string, object: KubeObject): KubeObject {
  if (isBeingDeleted(object)) return object;
  const finalizers = [...listAt(object.metadata, 'finalizers'), 'foregroundDeletion'];
  return store.put(
    resource,
    withMetadata(object, {
      finalizers,
      deletionTimestamp: stamp(schedule.now()),
      deletionGracePeriodSeconds: 0,
    }),
  );
}

/** A pod on a node ends by itself first; one that was never scheduled, or has ended, goes at once. */
function graceOf(type: ResourceType, object: KubeObject, asked: number | undefined): number {
  if (type.kind !== 'Pod') return 0;
  const phase = textAt(object, 'status', 'phase');
  if (textAt(object, 'spec', 'nodeName') === undefined || phase === 'Succeeded' || phase === 'Failed')
    return 0;
  return asked ?? numberAt(object, 'spec', 'terminationGracePeriodSeconds') ?? 30;
}

function marked({ schedule }: Deleter, object: KubeObject, grace: number): KubeObject {
  return withMetadata(object, {
    deletionTimestamp: stamp(schedule.now() + grace * 1000),
    deletionGracePeriodSeconds: grace,
  });
}

function orphan({ store }: Deleter, owner: string): void {
  for (const { resource, object } of store.owned(owner)) {
    const owners = listAt(object.metadata, 'ownerReferences').filter(
      (_, index) => ownersOf(object)[index]?.uid !== owner,
    );
    store.put(resource, withMetadata(object, { ownerReferences: owners.length === 0 ? undefined : owners }));
  }
}
