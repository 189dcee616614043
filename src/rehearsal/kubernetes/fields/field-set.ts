import { isObject, type Json, type JsonObject } from '../objects/json.ts';

/**
 * Which fields are meant, as a tree by path elements such as `f:image` and `k:{"name":"web"}`. A field can be in the
 * set without what is below it, and the other way round.
 */
export interface FieldSet {
  readonly member: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const noFields: FieldSet = { member: false, children: new Map() };
export const oneField: FieldSet = { member: true, children: new Map() };

export function isEmptySet({ member, children }: FieldSet): boolean {
  return !member && children.size === 0;
}

export function fieldSet(member: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  return { member, children: new Map([...children].filter(([, child]) => !isEmptySet(child))) };
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  const added = [...b.children].map(([element, child]) => {
    const present = a.children.get(element);
    return [element, present === undefined ? child : union(present, child)] as const;
  });
  return fieldSet(a.member || b.member, [...a.children, ...added]);
}

export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a;
  return fieldSet(
    a.member && !b.member,
    [...a.children].map(([element, child]) => [
      element,
      difference(child, b.children.get(element) ?? noFields),
    ]),
  );
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return fieldSet(
    a.member && b.member,
    [...a.children].map(([element, child]) => [
      element,
      intersection(child, b.children.get(element) ?? noFields),
    ]),
  );
}

export function sameFields(a: FieldSet, b: FieldSet): boolean {
  return a === b || (isEmptySet(difference(a, b)) && isEmptySet(difference(b, a)));
}

/** `a` without the fields of `b` and all that is below them. */
export function without(a: FieldSet, b: FieldSet): FieldSet {
  if (b.member) return noFields;
  if (b.children.size === 0) return a;
  return fieldSet(
    a.member,
    [...a.children].map(([element, child]) => [element, without(child, b.children.get(element) ?? noFields)]),
  );
}

/** With the named fields on the way to each field; map keys and items are their owner's to name. */
export function withParents({ member, children }: FieldSet): FieldSet {
  return fieldSet(
    member,
    [...children].map(([element, child]) => {
      const inner = withParents(child);
      return [element, element.startsWith('f:') ? { ...inner, member: true } : inner];
    }),
  );
}

/** The set as managedFields has it: FieldsV1. A field that has nothing below it is an empty object. */
export function toFieldsV1(fields: FieldSet): JsonObject {
  const known = written.get(fields);
  if (known !== undefined) return known;
  const { member, children } = fields;
  const inner = [...children]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([element, child]) => [element, toFieldsV1(child)] as const);
  const json = Object.fromEntries(member && inner.length > 0 ? [['.', {}] as const, ...inner] : inner);
  written.set(fields, json);
  return json;
}

/** Most of what is written was read, or written before: sets never change. */
const written = new WeakMap<FieldSet, JsonObject>();
const read = new WeakMap<JsonObject, FieldSet>();

/** The set that FieldsV1 tells; undefined where it is not of that form. */
export function fromFieldsV1(value: Json | undefined): FieldSet | undefined {
  if (!isObject(value)) return undefined;
  const known = read.get(value);
  if (known !== undefined) return known;
  const children: [string, FieldSet][] = [];
  for (const [element, inner] of Object.entries(value)) {
    if (element === '.') continue;
    const child = fromFieldsV1(inner);
    if (child === undefined || !/^[fkvi]:/.test(element)) return undefined;
    children.push([element, isEmptySet(child) ? oneField : child]);
  }
  const fields: FieldSet = { member: Object.hasOwn(value, '.'), children: new Map(children) };
  read.set(value, fields);
  written.set(fields, value);
  return fields;
}
