import type { KubeObject } from '../objects/kube-object.ts';
import { apiVersionOf, groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import { asFirstVersion, asSecondVersion } from './autoscaling-v1.ts';
import { servedTypes } from '../resources/served.ts';

/** The name under which the store keeps objects of a type. */
export function storedResource(type: ResourceType): string {
  return groupResourceOf({ group: type.storedAs?.group ?? type.group, plural: type.plural });
}

/** The type that objects of this one are stored as: itself, unless another version is. */
export function storedType(type: ResourceType): ResourceType {
  const { storedAs } = type;
  if (storedAs === undefined) return type;
  return (
    servedTypes.find(
      ({ group, version, plural }) =>
        group === storedAs.group && version === storedAs.version && plural === type.plural,
    ) ?? type
  );
}

/** An object of the store in the version that was asked for. */
export function toServed(type: ResourceType, object: KubeObject): KubeObject {
  const told = isFirstAutoscaler(type) ? asFirstVersion(object) : object;
  return { ...told, apiVersion: apiVersionOf(type), kind: type.kind };
}

/** An object as it was sent in the version that the store keeps. */
export function toStored(type: ResourceType, object: KubeObject): KubeObject {
  const told = isFirstAutoscaler(type) ? asSecondVersion(object) : object;
  return { ...told, apiVersion: apiVersionOf(storedType(type)), kind: type.kind };
}

function isFirstAutoscaler({ group, version }: ResourceType): boolean {
  return group === 'autoscaling' && version === 'v1';
}
