import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../objects/json.ts';
import {
  controllerOf,
  isBeingDeleted,
  type KubeObject,
  labelsOf,
  nameOf,
  namespaceOf,
  uidOf,
  withMetadata,
} from '../../objects/kube-object.ts';
import { selectorOf } from '../../../../steps/manifest/label-selector.ts';
import type { World } from '../../world.ts';
import { update } from './acting.ts';
import { conditionOf, isTrue } from './conditions.ts';

/** True while a pod has not ended and is not going away. */
export function isActive(pod: KubeObject): boolean {
  return !isFinished(pod) && !isBeingDeleted(pod);
}

export function isFinished(pod: KubeObject): boolean {
  const phase = textAt(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

export function isReady(pod: KubeObject): boolean {
  return isTrue(conditionOf(pod, 'Ready'));
}

/** A reference that makes an object the controller of another. */
export function controllerReference(owner: KubeObject): JsonObject {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** A pod of its owner's template, with a name that the API server makes up. */
export function podOf(owner: KubeObject, template: JsonObject): KubeObject {
  const { labels, annotations, finalizers } = objectAt(template, 'metadata');
  return withMetadata(
    { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: objectAt(template, 'spec') },
    {
      generateName: `${nameOf(owner)}-`,
      namespace: namespaceOf(owner),
      labels,
      annotations,
      finalizers,
      ownerReferences: [controllerReference(owner)],
    },
  );
}

/**
 * The objects that an owner is the controller of. Those that no longer match its selector are let go, and matching
 * ones without a controller are taken over.
 */
export function claimed(world: World, owner: KubeObject, resource: string): readonly KubeObject[] {
  const matches = selectorOf(objectAt(owner, 'spec', 'selector'));
  return world.store.list(resource, namespaceOf(owner)).flatMap((object) => {
    const controller = controllerOf(object);
    if (controller === undefined) {
      const free = !isBeingDeleted(owner) && !isBeingDeleted(object) && matches(labelsOf(object));
      return free ? taken(world, owner, object) : [];
    }
    if (controller.uid !== uidOf(owner)) return [];
    if (matches(labelsOf(object))) return [object];
    release(world, owner, object);
    return [];
  });
}

function taken(world: World, owner: KubeObject, object: KubeObject): readonly KubeObject[] {
  const owners = [...listAt(object.metadata, 'ownerReferences'), controllerReference(owner)];
  const updated = update(world, withMetadata(object, { ownerReferences: owners }));
  return updated.ok ? [updated.value] : [];
}

function release(world: World, owner: KubeObject, object: KubeObject): void {
  const owners = listAt(object.metadata, 'ownerReferences').filter(
    (one) => !isObject(one) || one['uid'] !== uidOf(owner),
  );
  update(world, withMetadata(object, { ownerReferences: owners.length === 0 ? undefined : owners }));
}
