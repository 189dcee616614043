import { at, isList, isObject, type Json, type JsonObject } from '../objects/json.ts';

/** The object with what it leaves out; what it says stays. */
export function filled(object: JsonObject, missing: JsonObject): JsonObject {
  return { ...missing, ...object };
}

/** The object with the object at a key changed; where there is none, nothing is made. */
export function within(
  object: JsonObject,
  key: string,
  change: (inner: JsonObject) => JsonObject,
): JsonObject {
  const inner = at(object, key);
  return isObject(inner) ? { ...object, [key]: change(inner) } : object;
}

/** The object with each object of the list at a key changed. */
export function withEach(
  object: JsonObject,
  key: string,
  change: (item: JsonObject) => JsonObject,
): JsonObject {
  const list = at(object, key);
  if (!isList(list)) return object;
  return { ...object, [key]: list.map((item: Json) => (isObject(item) ? change(item) : item)) };
}

/** All of the changes, one after another. */
export function changed(
  object: JsonObject,
  ...changes: readonly ((object: JsonObject) => JsonObject)[]
): JsonObject {
  return changes.reduce((inner, change) => change(inner), object);
}
