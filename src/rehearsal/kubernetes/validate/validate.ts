import type { KubeObject } from '../objects/kube-object.ts';
import type { FieldError } from './field-error.ts';

/** What is wrong with an object that is to be written; nothing where it is valid. `before`: what it replaces. */
export function fieldErrors(_object: KubeObject, _before: KubeObject | undefined): readonly FieldError[] {
  return [];
}
