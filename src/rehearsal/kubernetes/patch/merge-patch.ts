import { isObject, type Json, type JsonObject } from '../objects/json.ts';

/** The object after a JSON merge patch (RFC 7386): objects are merged, null takes a field away, all else replaces. */
export function mergePatched(object: JsonObject, patch: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([field]) => patch[field] !== null);
  const merged = Object.entries(patch).flatMap(([field, value]): [string, Json][] => {
    if (value === null) return [];
    if (!isObject(value)) return [[field, value]];
    const present = object[field];
    return [[field, mergePatched(isObject(present) ? present : {}, value)]];
  });
  return Object.fromEntries([...kept, ...merged]);
}
