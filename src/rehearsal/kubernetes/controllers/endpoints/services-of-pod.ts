import { objectAt } from '../../objects/json.ts';
import { type KubeObject, labelsOf, namespaceOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { keyOf } from '../support/reconciler.ts';

/** The keys of the Services that select a pod, as it is or as it was. */
export function servicesOf(
  { store }: World,
  pod: KubeObject,
  before: KubeObject | undefined,
): readonly string[] {
  const labels = [pod, ...(before === undefined ? [] : [before])].map(labelsOf);
  return store
    .list('services', namespaceOf(pod))
    .filter((service) => {
      const selector = Object.entries(objectAt(service, 'spec', 'selector'));
      return (
        selector.length > 0 && labels.some((has) => selector.every(([key, value]) => has[key] === value))
      );
    })
    .map(keyOf);
}
