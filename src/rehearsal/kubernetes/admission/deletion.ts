import { type ApiResult, done, refused } from '../objects/failure.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { detailsOf } from '../store/write.ts';

/** The namespaces that a cluster can't be without (admission plugin NamespaceLifecycle). */
const immortal: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system']);

/** Whether an object may be deleted at all. */
export function admitDeletion(type: ResourceType, name: string): ApiResult<undefined> {
  if (type.kind !== 'Namespace' || !immortal.has(name)) return done(undefined);
  return refused(
    'Forbidden',
    `namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`,
    detailsOf(type, name),
  );
}
