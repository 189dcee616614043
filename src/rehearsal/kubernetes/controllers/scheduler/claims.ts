import { listAt, textAt } from '../../objects/json.ts';
import { type KubeObject, namespaceOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';

/** What the scheduler says of a pod whose PersistentVolumeClaim is not there or not bound; undefined: nothing is missing. */
export function missingClaim({ store }: World, pod: KubeObject): string | undefined {
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    if (name === undefined) continue;
    const claim = store.get('persistentvolumeclaims', namespaceOf(pod), name);
    if (claim === undefined) return `persistentvolumeclaim ${JSON.stringify(name)} not found`;
    if (textAt(claim, 'status', 'phase') !== 'Bound')
      return 'pod has unbound immediate PersistentVolumeClaims';
  }
  return undefined;
}
