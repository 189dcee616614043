import type { YamlPath } from '../yaml/read-mapping.ts';

/** The path of the first string in a config that equals `text`. Undefined: there is none. */
export function findString(value: unknown, text: string, path: YamlPath = []): YamlPath | undefined {
  if (value === text) return path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = findString(item, text, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The path of the first key in a config that is called `name`. Undefined: there is none. */
export function findKey(value: unknown, name: string, path: YamlPath = []): YamlPath | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value) && Object.hasOwn(value, name)) return [...path, name];
  for (const [key, item] of Object.entries(value)) {
    const found = findKey(item, name, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
