import { isList, isObject, type Json, sameJson } from '../objects/json.ts';
import { type Child, childrenOf } from './elements.ts';
import { fieldSet, type FieldSet, noFields, oneField, union } from './field-set.ts';
import type { Shape } from './shapes/shape.ts';

/** What differs between two values. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

const same: Comparison = { added: noFields, modified: noFields, removed: noFields };

/** Every field that a value has, by the rules of structured-merge-diff (typed/tofieldset.go). */
export function fieldsOf(shape: Shape | undefined, value: Json): FieldSet {
  const children = childrenOf(shape, value);
  if (children === undefined) return oneField;
  return fieldSet(
    false,
    children.map(({ element, shape: inner, value: child }) => {
      const set = fieldsOf(inner, child);
      const own = !element.startsWith('f:') || (isObject(child) && Object.keys(child).length === 0);
      return [element, own ? { ...set, member: true } : set];
    }),
  );
}

/**
 * What has become of a value. A field that is new is told together with everything in it, and so is one that is
 * gone (typed/compare.go).
 */
export function compare(
  shape: Shape | undefined,
  before: Json | undefined,
  after: Json | undefined,
): Comparison {
  if (before === after) return same;
  const old = below(shape, before);
  const current = below(shape, after);
  if (old === undefined || current === undefined || (old.length === 0 && current.length === 0)) {
    return compareWhole(before, after);
  }
  const inner = compareChildren(old, current);
  return {
    added: before === undefined ? { ...inner.added, member: true } : inner.added,
    modified: inner.modified,
    removed: after === undefined ? { ...inner.removed, member: true } : inner.removed,
  };
}

/** True where nothing differs. */
export function isSame({ added, modified, removed }: Comparison): boolean {
  const { member, children } = union(union(added, modified), removed);
  return !member && children.size === 0;
}

/** Absent and null are taken for an empty list or object, whatever is on the other side. */
function below(shape: Shape | undefined, value: Json | undefined): readonly Child[] | undefined {
  if (value === undefined || value === null) return shape?.kind === 'atomic' ? undefined : [];
  return childrenOf(shape, value);
}

function compareWhole(before: Json | undefined, after: Json | undefined): Comparison {
  if (before === undefined) return { ...same, added: oneField };
  if (after === undefined) return { ...same, removed: oneField };
  if (sameJson(before, after) || (before === null && isList(after) && after.length === 0)) return same;
  return { ...same, modified: oneField };
}

function compareChildren(old: readonly Child[], current: readonly Child[]): Comparison {
  const before = new Map(old.map((child) => [child.element, child]));
  const after = new Map(current.map((child) => [child.element, child]));
  const told = [...new Set([...before.keys(), ...after.keys()])].map((element) => {
    const was = before.get(element);
    const is = after.get(element);
    return [element, compare((is ?? was)?.shape, was?.value, is?.value)] as const;
  });
  return {
    added: fieldSet(
      false,
      told.map(([element, { added }]) => [element, added]),
    ),
    modified: fieldSet(
      false,
      told.map(([element, { modified }]) => [element, modified]),
    ),
    removed: fieldSet(
      false,
      told.map(([element, { removed }]) => [element, removed]),
    ),
  };
}
