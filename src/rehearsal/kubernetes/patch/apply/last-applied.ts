import { compare, fieldsOf } from '../../fields/compare.ts';
import { difference, type FieldSet, union } from '../../fields/field-set.ts';
import type { Shape } from '../../fields/shapes/shape.ts';
import { isObject, type Json } from '../../objects/json.ts';
import { annotationsOf, type KubeObject, withMetadata } from '../../objects/kube-object.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

export function hasLastApplied(object: KubeObject): boolean {
  return annotationsOf(object)[annotation] !== undefined;
}

/** The fields that are still as `kubectl apply` of the client's side wrote them; undefined: it never did. */
export function fieldsAsLastApplied(present: KubeObject, shape: Shape): FieldSet | undefined {
  const text = annotationsOf(present)[annotation];
  const last = text === undefined ? undefined : readJson(text);
  if (!isJsonObject(last)) return undefined;
  const { modified, removed } = compare(shape, last, present);
  return difference(fieldsOf(shape, last), union(modified, removed));
}

/** The object with an annotation that says what was applied now, so that a client-side apply can go on from it. */
export function withLastApplied(object: KubeObject, config: KubeObject): KubeObject {
  const { [annotation]: _old, ...annotations } = annotationsOf(config);
  const bare = withMetadata(config, { annotations, managedFields: undefined });
  return withMetadata(object, {
    annotations: { ...annotationsOf(object), [annotation]: `${JSON.stringify(bare)}\n` },
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJsonObject(value: unknown): value is { readonly [key: string]: Json } {
  return isObject(value);
}
