import { isList, isObject, type Json, type JsonObject } from '../objects/json.ts';

/** Maps of Go types that are left out where they are empty; an empty object of another name, such as emptyDir, says something. */
const maps: ReadonlySet<string> = new Set([
  'annotations',
  'data',
  'binaryData',
  'default',
  'defaultRequest',
  'hard',
  'labels',
  'limits',
  'matchLabels',
  'max',
  'min',
  'nodeSelector',
  'requests',
]);

/** Texts of Go types that are left out where they are empty, and no keys of a user's map. */
const texts: ReadonlySet<string> = new Set(['generateName', 'namespace', 'clusterIP', 'value']);

/** Under these keys of an object are the user's own keys, where an empty text is a value. */
const owned: ReadonlySet<string> = new Set(['annotations', 'data', 'labels', 'matchLabels', 'nodeSelector']);

/** The object as it comes out of the API server's Go types: without null, empty lists and empty maps. */
export function withoutEmpty(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      isLeftOut(key, value) ? [] : [[key, owned.has(key) ? value : inner(value)] as const],
    ),
  );
}

function inner(value: Json): Json {
  if (isList(value)) return value.map(inner);
  return isObject(value) ? withoutEmpty(value) : value;
}

function isLeftOut(key: string, value: Json): boolean {
  if (value === null) return true;
  if (isList(value)) return value.length === 0;
  if (isObject(value)) return maps.has(key) && Object.keys(value).length === 0;
  return value === '' && texts.has(key);
}
