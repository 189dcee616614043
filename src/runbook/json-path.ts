const step = /\.([A-Za-z_][\w-]*)|\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\]/y;

/**
 * The keys and indexes of a path such as `.items[0].name` or `.metadata["a.b/c"]`; a leading `$` and a
 * lone `.` (the whole value) are fine. Undefined: it is no such path.
 */
export function parseJsonPath(path: string): readonly (string | number)[] | undefined {
  const text = path.startsWith('$') ? path.slice(1) : path;
  if (text === '.' || (text === '' && path === '$')) return [];
  const keys: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const [, name, index, quoted] = step.exec(text) ?? [];
    if (name !== undefined) keys.push(name);
    else if (index !== undefined) keys.push(Number(index));
    else if (quoted !== undefined) keys.push(quoted.replaceAll(/\\(.)/g, '$1'));
    else return undefined;
  }
  return keys.length > 0 ? keys : undefined;
}

/** What is at the path in parsed JSON. Undefined: nothing is there, or the path is none. */
export function readJsonPath(value: unknown, path: string): unknown {
  const keys = parseJsonPath(path);
  if (keys === undefined) return undefined;
  let at: unknown = value;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
