import { flagAt, listAt, textAt } from '../../objects/json.ts';
import { isBeingDeleted, type KubeObject, ownersOf, uidOf, withMetadata } from '../../objects/kube-object.ts';
import type { StoreChange } from '../../store/store.ts';
import type { Controller, World } from '../../world.ts';
import { remove, update } from '../support/acting.ts';

/** The finalizer of an object that goes after what it owns. */
const foregroundFinalizer = 'foregroundDeletion';

/** Deletes what belonged to owners that are gone, and lets owners that wait for that go. */
export const garbageCollector: Controller = {
  name: 'garbagecollector',
  start: (world) => {
    const waiting = new Map<string, KubeObject>();
    let gone: KubeObject[] = [];
    let asleep = true;
    const wake = (): void => {
      if (!asleep) return;
      asleep = false;
      queueMicrotask(() => {
        asleep = true;
        const now = gone;
        gone = [];
        for (const owner of now) collect(world, owner);
        for (const owner of waiting.values()) finishForeground(world, owner);
      });
    };
    return world.store.subscribe((change) => {
      if (note(change, gone, waiting)) wake();
    });
  },
};

/** Remembers what a change means for owners; true where something is to be done. */
function note({ type, object }: StoreChange, gone: KubeObject[], waiting: Map<string, KubeObject>): boolean {
  if (type === 'DELETED') {
    waiting.delete(uidOf(object));
    gone.push(object);
    return true;
  }
  if (!isBeingDeleted(object) || !hasForeground(object)) return false;
  waiting.set(uidOf(object), object);
  return true;
}

function hasForeground(object: KubeObject): boolean {
  return listAt(object.metadata, 'finalizers').includes(foregroundFinalizer);
}

/** Deletes what has no other owner; the others forget the owner that is gone. */
function collect(world: World, owner: KubeObject): void {
  for (const { object } of world.store.owned(uidOf(owner))) {
    const others = listAt(object.metadata, 'ownerReferences').filter(
      (_, index) => ownersOf(object)[index]?.uid !== uidOf(owner),
    );
    if (others.length === 0) remove(world, object);
    else update(world, withMetadata(object, { ownerReferences: others }));
  }
}

/** Deletes what an owner waits for, and lets it go once nothing is left that holds it up. */
function finishForeground(world: World, owner: KubeObject): void {
  const uid = uidOf(owner);
  const holding = world.store
    .owned(uid)
    .map(({ object }) => object)
    .filter((object) =>
      listAt(object.metadata, 'ownerReferences').some(
        (reference) => textAt(reference, 'uid') === uid && flagAt(reference, 'blockOwnerDeletion') === true,
      ),
    );
  for (const object of holding.filter((one) => !isBeingDeleted(one))) {
    remove(world, object, { propagation: object.kind === 'Pod' ? 'Background' : 'Foreground' });
  }
  if (holding.length > 0) return;
  const finalizers = listAt(owner.metadata, 'finalizers').filter((one) => one !== foregroundFinalizer);
  update(world, withMetadata(owner, { finalizers: finalizers.length === 0 ? undefined : finalizers }));
}
