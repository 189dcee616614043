import { refused } from '../objects/failure.ts';
import { textAt } from '../objects/json.ts';
import { type KubeObject, nameOf } from '../objects/kube-object.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import { detailsOf } from '../store/write.ts';

/** A refusal by an admission controller. An object that has no name yet is called by the beginning of it. */
export function forbidden(type: ResourceType, object: KubeObject, why: string): ReturnType<typeof refused> {
  const name = nameOf(object) === '' ? (textAt(object.metadata, 'generateName') ?? '') : nameOf(object);
  return refused(
    'Forbidden',
    `${groupResourceOf(type)} ${JSON.stringify(name)} is forbidden: ${why}`,
    detailsOf(type, name),
  );
}
