import { textAt } from '../objects/json.ts';
import { type KubeObject, namespaceOf } from '../objects/kube-object.ts';
import type { Store } from '../store/store.ts';

/** Every namespace has this one. */
const usual = 'default';

/** Why the service account of a pod can't be had; undefined where it can, or where the pod names none. */
export function missingAccount(store: Store, pod: KubeObject): string | undefined {
  const name = textAt(pod, 'spec', 'serviceAccountName');
  const namespace = namespaceOf(pod) ?? '';
  if (name === undefined || name === '' || name === usual) return undefined;
  if (store.get('serviceaccounts', namespace, name) !== undefined) return undefined;
  return `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
}
