import { controllerOf, type KubeObject, namespaceOf, uidOf } from '../../objects/kube-object.ts';
import { isFinished } from '../support/pods.ts';
import { available, byAge, isScaledUp, sum, wanted } from './replica-sets.ts';
import { newSize, type Scaling, scaleTo } from './scale.ts';

/**
 * One move of a rolling update: new pods as far as the surge allows, else old pods away as far as availability
 * allows. True where something was moved; the next move waits for what comes of it.
 */
export function roll(scaling: Scaling, current: KubeObject, old: readonly KubeObject[]): boolean {
  const { spec } = scaling;
  if (wanted(current) !== spec.replicas) {
    const size =
      wanted(current) > spec.replicas ? spec.replicas : newSize(spec, [...old, current], wanted(current));
    if (scaleTo(scaling, current, size)) return true;
  }
  return shrinkOld(scaling, current, old.filter(isScaledUp));
}

/** Recreate: all old pods away first, then the new ones. */
export function shutDownOld(scaling: Scaling, old: readonly KubeObject[]): boolean {
  return old
    .filter(isScaledUp)
    .map((set) => scaleTo(scaling, set, 0))
    .some(Boolean);
}

/** True while pods of an old revision have not ended yet. */
export function oldPodsAreLeft({ world, deployment }: Scaling, old: readonly KubeObject[]): boolean {
  const owners = new Set(old.map(uidOf));
  return world.store
    .list('pods', namespaceOf(deployment))
    .some((pod) => !isFinished(pod) && owners.has(controllerOf(pod)?.uid ?? ''));
}

function shrinkOld(scaling: Scaling, current: KubeObject, old: readonly KubeObject[]): boolean {
  if (old.length === 0) return false;
  const { replicas, maxUnavailable } = scaling.spec;
  const atLeast = replicas - maxUnavailable;
  const notYet = wanted(current) - available(current);
  const most = sum([...old, current], wanted) - atLeast - notYet;
  if (most <= 0) return false;
  const sizes = new Map(old.map((set) => [set, wanted(set)]));
  const ordered = old.toSorted(byAge);
  take(sizes, ordered, most, (set, size) => Math.max(0, size - available(set)));
  take(sizes, ordered, Math.max(0, sum([...old, current], available) - atLeast), (_set, size) => size);
  return ordered.map((set) => scaleTo(scaling, set, sizes.get(set) ?? 0)).some(Boolean);
}

/** Takes up to `most` pods from the sets in their order, from each as many as it can give. */
function take(
  sizes: Map<KubeObject, number>,
  sets: readonly KubeObject[],
  most: number,
  giveable: (set: KubeObject, size: number) => number,
): void {
  let left = most;
  for (const set of sets) {
    const size = sizes.get(set) ?? 0;
    const taken = Math.min(left, giveable(set, size));
    sizes.set(set, size - taken);
    left -= taken;
  }
}
