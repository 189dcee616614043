import { isList, isObject, type Json } from '../objects/json.ts';
import { elementText, keyElement } from './elements.ts';
import { fieldShape, type ListShape, type Shape } from './shapes/shape.ts';

/**
 * What keeps a configuration from being merged: an item of a list that lacks a key, or that is there twice. The text
 * is that of structured-merge-diff (typed/validate.go); undefined where all is well.
 */
export function keyProblem(shape: Shape | undefined, value: Json, path = ''): string | undefined {
  if (isObject(value)) {
    return firstOf(Object.entries(value), ([field, inner]) =>
      keyProblem(fieldShape(shape, field), inner, `${path}.${field}`),
    );
  }
  if (!isList(value)) return undefined;
  if (shape?.kind === 'set') {
    return repeated(
      value.map((item) => `v:${JSON.stringify(item)}`),
      path,
    );
  }
  if (shape?.kind !== 'list' || shape.mergedBy === 'strategic') return undefined;
  return (
    firstOf([...value.entries()], ([index, item]) => missingKey(shape, item, index, path)) ??
    repeated(
      value.flatMap((item) => keyElement(shape, item) ?? []),
      path,
    ) ??
    firstOf(value, (item) =>
      keyProblem(shape.item, item, `${path}${elementText(keyElement(shape, item) ?? '')}`),
    )
  );
}

function missingKey({ keys }: ListShape, item: Json, index: number, path: string): string | undefined {
  const missing = keys.find(
    ({ name, otherwise }) => otherwise === undefined && (!isObject(item) || item[name] === undefined),
  );
  return missing === undefined
    ? undefined
    : `${path}: element ${String(index)}: associative list with keys has an element that omits key field ` +
        `${JSON.stringify(missing.name)} (and doesn't have default value)`;
}

function repeated(elements: readonly string[], path: string): string | undefined {
  const twice = elements.find((element, index) => elements.indexOf(element) !== index);
  return twice === undefined ? undefined : `${path}: duplicate entries for key ${elementText(twice)}`;
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
