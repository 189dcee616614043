import { compare, fieldsOf } from '../../fields/compare.ts';
import { difference, type FieldSet, union } from '../../fields/field-set.ts';
import type { Shape } from '../../fields/shapes/shape.ts';
import { isList, isObject, type Json, type JsonObject, withAt } from '../../objects/json.ts';
import { annotationsOf, type KubeObject, withMetadata } from '../../objects/kube-object.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

export function hasLastApplied(object: KubeObject): boolean {
  return annotationsOf(object)[annotation] !== undefined;
}

/** The fields that are still as `kubectl apply` of the client's side wrote them; undefined: it never did. */
export function fieldsAsLastApplied(present: KubeObject, shape: Shape): FieldSet | undefined {
  const text = annotationsOf(present)[annotation];
  const last = text === undefined ? undefined : readObject(text);
  if (last === undefined) return undefined;
  const { modified, removed } = compare(shape, last, present);
  return difference(fieldsOf(shape, last), union(modified, removed));
}

/** The object with an annotation that says what was applied now, so that a client-side apply can go on from it. */
export function withLastApplied(object: KubeObject, config: KubeObject): KubeObject {
  const applied = withAt(config, ['metadata', 'annotations', annotation], undefined);
  const bare = config.metadata['annotations'] === undefined ? config : applied;
  return withMetadata(object, {
    annotations: { ...annotationsOf(object), [annotation]: `${JSON.stringify(sorted(bare))}\n` },
  });
}

/** With the keys of every object in order, as the server prints JSON. */
function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function readObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
