import { type ApiResult, done } from '../objects/failure.ts';
import { textAt } from '../objects/json.ts';
import { type KubeObject, namespaceOf } from '../objects/kube-object.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { World } from '../world.ts';
import { forbidden } from './forbidden.ts';
import { beyondLimits } from './limit-bounds.ts';
import { withLimitDefaults } from './limit-defaults.ts';
import { withPriority, withTolerations } from './pod-extras.ts';
import { beyondQuota } from './quota.ts';
import { missingAccount } from './service-account.ts';

type Admitting = Pick<World, 'store'>;

/** What the admission controllers make of an object before it is validated: limits, service account, priority, tolerations. */
export function admit(
  { store }: Admitting,
  type: ResourceType,
  object: KubeObject,
  before: KubeObject | undefined,
): ApiResult<KubeObject> {
  if (object.kind !== 'Pod') return done(object);
  if (before !== undefined) return done(withTolerations(object));
  const limited = rangesAt(store, object).reduce(withLimitDefaults, object);
  const missing = missingAccount(store, limited);
  if (missing !== undefined) return forbidden(type, limited, missing);
  const ranked = withPriority(limited);
  if (ranked !== undefined) return done(withTolerations(ranked));
  const name = textAt(object, 'spec', 'priorityClassName') ?? '';
  return forbidden(type, object, `no PriorityClass with name ${name} was found`);
}

/** Whether an object that is valid may be created: within the limits and the quotas of its namespace. */
export function withinBounds(
  { store }: Admitting,
  type: ResourceType,
  object: KubeObject,
): ApiResult<KubeObject> {
  const limits =
    object.kind === 'Pod' || object.kind === 'PersistentVolumeClaim'
      ? rangesAt(store, object).flatMap((range) => beyondLimits(object, range))
      : [];
  const [only] = limits;
  if (only !== undefined)
    return forbidden(type, object, limits.length === 1 ? only : `[${limits.join(', ')}]`);
  const quota = beyondQuota(store, type, object);
  return quota === undefined ? done(object) : forbidden(type, object, quota);
}

function rangesAt(store: Admitting['store'], object: KubeObject): readonly KubeObject[] {
  return store.list('limitranges', namespaceOf(object) ?? '');
}
