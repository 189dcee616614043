import { at, type JsonObject, listAt, textAt, withAt } from '../../objects/json.ts';
import { isKubeObject, type KubeObject, uidOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { update, writeStatus } from '../support/acting.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';

/** Simulated milliseconds until a volume is there. */
const provisioning = 3000;

/** Binds each claim to a volume of its own, as a provisioner does. */
export const claimController = reconciler('persistentvolume-binder', (world, queue) => {
  const asked = new Set<string>();
  return {
    resources: ['persistentvolumeclaims'],
    keysOf: ({ object }) => [keyOf(object)],
    reconcile: (key) => {
      const claim = objectOf(world, 'persistentvolumeclaims', key);
      if (claim === undefined || textAt(claim, 'status', 'phase') === 'Bound') asked.delete(key);
      else if (asked.has(key)) bind(world, claim);
      else {
        asked.add(key);
        queue.addAfter(key, provisioning);
      }
    },
  };
});

function bind(world: World, claim: KubeObject): void {
  const named = withAt(claim, ['spec', 'volumeName'], `pvc-${uidOf(claim)}`);
  const bound = isKubeObject(named) ? update(world, named) : undefined;
  if (bound?.ok === true) writeStatus(world, bound.value, boundStatus(claim));
}

function boundStatus(claim: KubeObject): JsonObject {
  const storage = at(claim, 'spec', 'resources', 'requests', 'storage');
  return {
    phase: 'Bound',
    accessModes: listAt(claim, 'spec', 'accessModes'),
    ...(storage === undefined ? {} : { capacity: { storage } }),
  };
}
