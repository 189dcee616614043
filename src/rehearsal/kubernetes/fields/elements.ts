import { isList, isObject, type Json } from '../objects/json.ts';
import { fieldShape, type ListShape, type Shape } from './shapes/shape.ts';

/** A value below another one, with the path element that leads to it. */
export interface Child {
  readonly element: string;
  readonly shape: Shape | undefined;
  readonly value: Json;
}

/** What is below a value for the owners of fields; undefined: it is owned as a whole. */
export function childrenOf(shape: Shape | undefined, value: Json): readonly Child[] | undefined {
  if (shape?.kind === 'atomic') return undefined;
  if (isObject(value)) {
    return Object.entries(value).map(([field, inner]) => ({
      element: `f:${field}`,
      shape: fieldShape(shape, field),
      value: inner,
    }));
  }
  if (!isList(value)) return undefined;
  if (shape?.kind === 'set') {
    return value.map((item) => ({ element: `v:${JSON.stringify(item)}`, shape: undefined, value: item }));
  }
  if (shape?.kind !== 'list' || shape.mergedBy === 'strategic') return undefined;
  return value.map((item, index) => ({
    element: keyElement(shape, item) ?? `i:${String(index)}`,
    shape: shape.item,
    value: item,
  }));
}

/** The element of an item of a list with keys, such as `k:{"name":"web"}`; undefined where it has not all of them. */
export function keyElement({ keys }: ListShape, item: Json): string | undefined {
  const pairs = keys.map(({ name, otherwise }) => {
    const value = isObject(item) ? item[name] : undefined;
    return [name, value ?? otherwise] as const;
  });
  if (pairs.some(([, value]) => value === undefined)) return undefined;
  return `k:${JSON.stringify(Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1))))}`;
}

/** A path element as messages write it: `.spec`, `[name="web"]`, `[="finalizer"]`. */
export function elementText(element: string): string {
  const rest = element.slice(2);
  switch (element.charAt(0)) {
    case 'f':
      return `.${rest}`;
    case 'k':
      return `[${keyText(rest)}]`;
    case 'v':
      return `[=${rest}]`;
    default:
      return `[${rest}]`;
  }
}

function keyText(json: string): string {
  const keys: unknown = JSON.parse(json);
  if (!isObject(keys)) return json;
  return Object.entries(keys)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}
