import { type KubeObject, withMetadata } from '../objects/kube-object.ts';
import { type Comparison, compare } from './compare.ts';
import { withParts } from './empty.ts';
import { without } from './field-set.ts';
import { resetFields } from './reset.ts';
import { shapeOf } from './shapes/kinds.ts';

/**
 * What a writing changes in an object: neither who manages it counts, nor what can't be written by way of that
 * subresource. `before`: undefined where the object is new.
 */
export function compareObjects(
  before: KubeObject | undefined,
  after: KubeObject,
  subresource: string,
): Comparison {
  const { apiVersion, kind } = after;
  const old = before ?? { apiVersion, kind, metadata: {} };
  const { added, modified, removed } = compare(shapeOf(kind), full(old), full(after));
  const reset = resetFields(after, subresource);
  return {
    added: without(added, reset),
    modified: without(modified, reset),
    removed: without(removed, reset),
  };
}

function full(object: KubeObject): KubeObject {
  return withParts(withMetadata(object, { managedFields: undefined }));
}
