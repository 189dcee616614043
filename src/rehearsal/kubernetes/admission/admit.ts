import { type ApiResult, done } from '../objects/failure.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { World } from '../world.ts';

/** What the admission controllers make of an object that is to be written: changed, or refused (quota, service account, limits). */
export function admit(
  _world: World,
  _type: ResourceType,
  object: KubeObject,
  _before: KubeObject | undefined,
): ApiResult<KubeObject> {
  return done(object);
}
