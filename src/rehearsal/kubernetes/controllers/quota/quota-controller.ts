import { quotaUsage } from '../../admission/usage.ts';
import { amountText } from '../../../../steps/manifest/quantity.ts';
import { objectAt, textAt } from '../../objects/json.ts';
import { namespaceOf } from '../../objects/kube-object.ts';
import type { StoreChange } from '../../store/store.ts';
import type { World } from '../../world.ts';
import { writeStatus } from '../support/acting.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';

const quotas = 'resourcequotas';

/** Keeps in each ResourceQuota's status what is used of it. */
export const quotaController = reconciler('resourcequota', (world) => ({
  resources: [
    quotas,
    'configmaps',
    'deployments.apps',
    'jobs.batch',
    'persistentvolumeclaims',
    'pods',
    'replicasets.apps',
    'secrets',
    'services',
  ],
  keysOf: (change) => {
    if (change.resource === quotas) return [keyOf(change.object)];
    return counts(change) ? quotasBeside(world, change) : [];
  },
  reconcile: (key) => {
    const quota = objectOf(world, quotas, key);
    if (quota === undefined) return;
    const used = [...quotaUsage(world.store, quota)].map(
      ([name, amount]) => [name, amountText(amount)] as const,
    );
    writeStatus(world, quota, { hard: objectAt(quota, 'spec', 'hard'), used: Object.fromEntries(used) });
  },
}));

/** True where a change may alter what is used: objects come and go, and pods end. */
function counts({ type, object, before }: StoreChange): boolean {
  if (type !== 'MODIFIED') return true;
  return textAt(object, 'status', 'phase') !== textAt(before, 'status', 'phase');
}

function quotasBeside({ store }: World, { object }: StoreChange): readonly string[] {
  return store.list(quotas, namespaceOf(object)).map(keyOf);
}
