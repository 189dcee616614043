import { isObject, type Json, listAt, objectAt, textAt } from '../kubernetes/objects/json.ts';
import { storedTypeOf } from '../kubernetes/resources/served.ts';
import { stamp } from '../kubernetes/store/stamp.ts';
import { updateObject } from '../kubernetes/store/write.ts';
import type { World } from '../kubernetes/world.ts';

const lost = {
  status: 'Unknown',
  reason: 'NodeStatusUnknown',
  message: 'Kubelet stopped posting node status.',
} as const;
const back = { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' } as const;

/**
 * Lets a node be lost, or come back, as the node lifecycle controller records it. All else (taints, evictions, the
 * pods) follows from that condition. A node that is not there stays away.
 */
export function setNode(world: World, name: string, becomes: 'lost' | 'back'): void {
  const node = world.store.get('nodes', undefined, name);
  const type = storedTypeOf('Node', '');
  if (node === undefined || type === undefined) return;
  const now = stamp(world.schedule.now());
  const ready = { ...(becomes === 'lost' ? lost : back), lastTransitionTime: now };
  const conditions = listAt(node, 'status', 'conditions').map(
    (condition): Json =>
      isObject(condition) && textAt(condition, 'type') === 'Ready' ? { ...condition, ...ready } : condition,
  );
  updateObject(world, type, { ...node, status: { ...objectAt(node, 'status'), conditions } }, 'status');
}
