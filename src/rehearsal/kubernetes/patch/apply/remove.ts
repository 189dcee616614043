import { childrenOf } from '../../fields/elements.ts';
import { type FieldSet, isEmptySet, noFields } from '../../fields/field-set.ts';
import type { Shape } from '../../fields/shapes/shape.ts';
import { isList, type Json } from '../../objects/json.ts';

/** The value without the fields of a set; undefined where nothing is left of what had something in it. */
export function withoutFields(shape: Shape | undefined, value: Json, fields: FieldSet): Json | undefined {
  const children = childrenOf(shape, value);
  if (children === undefined || isEmptySet(fields)) return value;
  const kept = children.flatMap(({ element, shape: inner, value: below }): [string, Json][] => {
    const told = fields.children.get(element) ?? noFields;
    if (told.member) return [];
    const left = withoutFields(inner, below, told);
    return left === undefined ? [] : [[element, left]];
  });
  if (kept.length === 0 && children.length > 0) return undefined;
  return isList(value)
    ? kept.map(([, item]) => item)
    : Object.fromEntries(kept.map(([element, inner]) => [element.slice(2), inner]));
}
