import { fieldShape, type ListShape, type Shape } from '../fields/shapes/shape.ts';
import { isList, isObject, type Json, type JsonObject, listAt } from '../objects/json.ts';
import { inListOrder } from './list-order.ts';

const patchDirective = '$patch';
const retainDirective = '$retainKeys';
const orderDirective = '$setElementOrder/';
const dropDirective = '$deleteFromPrimitiveList/';

/**
 * The object after a strategic merge patch: like a merge patch, but lists with a merge key are merged item by item,
 * and the directives `$patch`, `$retainKeys`, `$setElementOrder` and `$deleteFromPrimitiveList` are followed. The rules
 * are those of apimachinery's util/strategicpatch. `patch` must be free of what missingMergeKey finds.
 */
export function strategicPatched(
  object: JsonObject,
  patch: JsonObject,
  shape: Shape | undefined,
): JsonObject {
  const { [patchDirective]: directive, ...changes } = patch;
  if (directive === 'replace') return withoutDirectives(changes);
  if (directive === 'delete') return {};
  const start = retained(dropped(object, changes), changes);
  const result = Object.entries(changes)
    .filter(([field]) => !isDirective(field))
    .reduce((all, [field, value]) => withField(all, field, value, fieldShape(shape, field)), start);
  return ordered(result, object, changes, shape);
}

function withField(object: JsonObject, field: string, value: Json, shape: Shape | undefined): JsonObject {
  if (value === null) {
    const { [field]: _gone, ...others } = object;
    return others;
  }
  const present = Object.hasOwn(object, field) ? object[field] : undefined;
  return { ...object, [field]: merged(present, value, shape) };
}

function merged(present: Json | undefined, value: Json, shape: Shape | undefined): Json {
  if (shape?.kind === 'atomic' && shape.replaced) return value;
  if (isObject(value)) return strategicPatched(isObject(present) ? present : {}, value, shape);
  if (!isList(value)) return value;
  const old = isList(present) ? present : [];
  if (shape?.kind === 'set') {
    const all = [...old, ...value.filter((item) => !old.includes(item))];
    return inListOrder(all, value, old, textOf);
  }
  return keyed(shape) ? mergedItems(old, value, shape) : value;
}

/** True for a list whose items a strategic merge patch tells apart. */
function keyed(shape: Shape | undefined): shape is ListShape {
  return shape?.kind === 'list' && shape.mergedBy !== 'apply';
}

function mergedItems(old: readonly Json[], patch: readonly Json[], shape: ListShape): readonly Json[] {
  const keyOf = mergeKeyOf(shape);
  const directive = (item: Json): Json | undefined => (isObject(item) ? item[patchDirective] : undefined);
  const changes = patch.filter((item) => directive(item) === undefined || directive(item) === 'merge');
  if (patch.some((item) => directive(item) === 'replace')) return changes.map(plain);
  const gone = new Set(patch.filter((item) => directive(item) === 'delete').map(keyOf));
  const kept = old.filter((item) => !gone.has(keyOf(item)));
  const all = changes.reduce<readonly Json[]>((items, change) => {
    const index = items.findIndex((item) => keyOf(item) === keyOf(change));
    const present = items[index];
    return present === undefined
      ? [...items, plain(change)]
      : items.with(index, merged(present, change, shape.item));
  }, kept);
  return inListOrder(all, changes, old, keyOf);
}

function mergeKeyOf({ keys: [{ name }] }: ListShape): (item: Json) => string {
  return (item) => JSON.stringify(isObject(item) ? (item[name] ?? null) : item);
}

/** With the lists in the order that `$setElementOrder` gives. A list that the patch has taken away needs none. */
function ordered(
  result: JsonObject,
  original: JsonObject,
  patch: JsonObject,
  shape: Shape | undefined,
): JsonObject {
  return Object.entries(patch).reduce((object, [directive, order]) => {
    if (!directive.startsWith(orderDirective) || !isList(order)) return object;
    const field = directive.slice(orderDirective.length);
    const items = object[field];
    if (!isList(items)) return object;
    const inner = fieldShape(shape, field);
    const keyOf = keyed(inner) ? mergeKeyOf(inner) : textOf;
    return { ...object, [field]: inListOrder(items, order, listAt(original, field), keyOf) };
  }, result);
}

function textOf(item: Json): string {
  return JSON.stringify(item);
}

function dropped(object: JsonObject, patch: JsonObject): JsonObject {
  return Object.entries(patch).reduce((result, [directive, values]) => {
    if (!directive.startsWith(dropDirective) || !isList(values)) return result;
    const field = directive.slice(dropDirective.length);
    if (!Object.hasOwn(result, field)) return result;
    return { ...result, [field]: listAt(result, field).filter((item) => !values.includes(item)) };
  }, object);
}

function retained(object: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch[retainDirective];
  if (!isList(keys)) return object;
  return Object.fromEntries(Object.entries(object).filter(([field]) => keys.includes(field)));
}

function isDirective(field: string): boolean {
  return field === retainDirective || field.startsWith(orderDirective) || field.startsWith(dropDirective);
}

/** A value of a patch for which there was nothing to merge it with. */
function plain(value: Json): Json {
  return isObject(value) ? strategicPatched({}, { ...value, [patchDirective]: 'merge' }, undefined) : value;
}

function withoutDirectives(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !isDirective(field)));
}

/** The message for an item without the merge key of its list; undefined where there is none. */
export function missingMergeKey(patch: Json, shape: Shape | undefined): string | undefined {
  if (isObject(patch)) {
    return firstOf(Object.entries(patch), ([field, value]) =>
      missingMergeKey(value, fieldShape(shape, field)),
    );
  }
  if (!isList(patch) || !keyed(shape)) return undefined;
  const [{ name }] = shape.keys;
  return firstOf(patch, (item) => {
    if (!isObject(item)) return undefined;
    const needsNone = item[patchDirective] === 'replace';
    if (item[name] === undefined && !needsNone) {
      return `map: ${mapText(item)} does not contain declared merge key: ${name}`;
    }
    return missingMergeKey(item, shape.item);
  });
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** As Go prints a map: `map[image:x ports:[1 2]]`. */
function mapText(value: Json): string {
  if (isList(value)) return `[${value.map(mapText).join(' ')}]`;
  if (!isObject(value)) return value === null ? '<nil>' : String(value);
  const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[${pairs.map(([key, inner]) => `${key}:${mapText(inner)}`).join(' ')}]`;
}
