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
