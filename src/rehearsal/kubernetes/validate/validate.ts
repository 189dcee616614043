import type { KubeObject } from '../objects/kube-object.ts';

/** One reason why an object is invalid, as the causes of a Status name it. */
export interface FieldError {
  /** Such as `spec.template.spec.containers[0].name`. */
  readonly field: string;
  readonly reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueForbidden'
    | 'FieldValueNotSupported';
  readonly message: string;
}

/** What is wrong with an object that is to be written; nothing where it is valid. `before`: what it replaces. */
export function fieldErrors(_object: KubeObject, _before: KubeObject | undefined): readonly FieldError[] {
  return [];
}
