/**
 * How values of a field are merged. What no shape tells is deduced from the value: objects field by field, lists and
 * scalars as a whole.
 */
export type Shape =
  | {
      readonly kind: 'atomic';
      /** True where a strategic merge patch does the same, which else merges objects field by field. */
      readonly replaced: boolean;
    }
  | { readonly kind: 'map'; readonly fields: Readonly<Record<string, Shape>> }
  | ListShape
  | { readonly kind: 'set' };

/** A list of objects that are told apart by keys. */
export interface ListShape {
  readonly kind: 'list';
  /** The first is also the merge key of strategic merge patches. */
  readonly keys: readonly [ListKey, ...ListKey[]];
  readonly item: Shape;
  /** Which kinds of merging know the keys; the other takes the list as a whole. */
  readonly mergedBy: 'both' | 'apply' | 'strategic';
}

export interface ListKey {
  readonly name: string;
  /** What a missing key means. */
  readonly otherwise?: string;
}

export const atomic: Shape = { kind: 'atomic', replaced: false };
export const replaced: Shape = { kind: 'atomic', replaced: true };
export const set: Shape = { kind: 'set' };

export function map(fields: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'map', fields };
}

export function list(
  key: string,
  item: Shape = map({}),
  { more = [], mergedBy = 'both' }: { more?: readonly ListKey[]; mergedBy?: ListShape['mergedBy'] } = {},
): Shape {
  return { kind: 'list', keys: [{ name: key }, ...more], item, mergedBy };
}

/** The shape of a field of an object; undefined where nothing is told about it. */
export function fieldShape(shape: Shape | undefined, field: string): Shape | undefined {
  return shape?.kind === 'map' && Object.hasOwn(shape.fields, field) ? shape.fields[field] : undefined;
}
