import type { KubeObject } from '../objects/kube-object.ts';
import { storedTypeOf } from '../resources/served.ts';
import { type FieldSet, fieldSet, noFields, oneField } from './field-set.ts';

const status: FieldSet = fieldSet(false, [['f:status', oneField]]);
const spec: FieldSet = fieldSet(false, [['f:spec', oneField]]);

/**
 * What a writing can't change, and so never owns: the status by way of the object, the spec by way of the status
 * (KEP-555, resetFieldsStrategy).
 */
export function resetFields({ apiVersion, kind }: KubeObject, subresource: string): FieldSet {
  const [group = '', version] = apiVersion.split('/');
  const type = storedTypeOf(kind, version === undefined ? '' : group);
  const hasStatus = type?.subresources.some(({ name }) => name === 'status') ?? false;
  if (!hasStatus) return noFields;
  if (subresource === 'status') return spec;
  return subresource === '' ? status : noFields;
}
