import * as z from 'zod';
import type { PreviewContext } from '../../context.ts';

/** A number, or the name of a threshold of platform.yaml. */
export const boundSchema = z.union([z.number(), z.string().min(1)]);

/** What a figure is held against. */
export const boundKeys = {
  /** At most this. */
  max: boundSchema.optional(),
  /** Less than this. */
  below: boundSchema.optional(),
  /** At least this. */
  min: boundSchema.optional(),
} as const;

export type WrittenBound = z.infer<typeof boundSchema>;

export interface WrittenBounds {
  readonly max?: WrittenBound | undefined;
  readonly below?: WrittenBound | undefined;
  readonly min?: WrittenBound | undefined;
}

export interface Bound {
  readonly kind: 'max' | 'below' | 'min';
  readonly value: number;
  /** Of the threshold, where it was named. */
  readonly name?: string;
}

export type Bounds =
  | { readonly kind: 'known'; readonly bounds: readonly Bound[] }
  | { readonly kind: 'unknown'; readonly names: readonly string[] };

const kinds = ['max', 'below', 'min'] as const;

/** True where a figure is held against anything. */
export function isBounded(written: WrittenBounds): boolean {
  return kinds.some((kind) => written[kind] !== undefined);
}

/** The figures behind the bounds; `unknown`: names that platform.yaml has no threshold for. */
export function resolveBounds(written: WrittenBounds, { inventory }: PreviewContext): Bounds {
  const given = kinds.flatMap((kind) => {
    const bound = written[kind];
    return bound === undefined ? [] : [{ kind, bound, value: figureOf(bound, inventory.thresholds) }];
  });
  const names = given.filter(({ value }) => value === undefined).map(({ bound }) => String(bound));
  if (names.length > 0) return { kind: 'unknown', names };
  return {
    kind: 'known',
    bounds: given.flatMap(({ kind, bound, value }) =>
      value === undefined ? [] : [{ kind, value, ...(isFigure(bound) ? {} : { name: String(bound) }) }],
    ),
  };
}

/** What the bounds ask for: `below 1 % (error-rate-percent)`. Names that are not known stand as they are. */
export function describeBounds(written: WrittenBounds, unit: string, context: PreviewContext): string {
  const known = resolveBounds(written, context);
  if (known.kind === 'known') return expectedText(known.bounds, unit);
  return kinds
    .flatMap((kind) => (written[kind] === undefined ? [] : [`${words[kind]} ${String(written[kind])}`]))
    .join(' and ');
}

const words: Readonly<Record<Bound['kind'], string>> = { max: 'at most', below: 'below', min: 'at least' };

export function expectedText(bounds: readonly Bound[], unit: string): string {
  return bounds
    .map(
      ({ kind, value, name }) =>
        `${words[kind]} ${figureText(value, unit)}${name === undefined ? '' : ` (${name})`}`,
    )
    .join(' and ');
}

/** NaN holds no bound. */
export function isWithin(value: number, bounds: readonly Bound[]): boolean {
  return bounds.every((bound) => {
    switch (bound.kind) {
      case 'max':
        return value <= bound.value;
      case 'below':
        return value < bound.value;
      case 'min':
        return value >= bound.value;
    }
  });
}

/** A figure with four digits that count, and its unit. */
export function figureText(value: number, unit: string): string {
  const figure = Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
  return unit === '' ? figure : `${figure} ${unit}`;
}

function figureOf(
  bound: WrittenBound,
  thresholds: PreviewContext['inventory']['thresholds'],
): number | undefined {
  if (isFigure(bound)) return Number(bound);
  const name = String(bound);
  return Object.hasOwn(thresholds, name) ? thresholds[name] : undefined;
}

/** A template that was filled is text, whatever stood in it. */
function isFigure(bound: WrittenBound): boolean {
  return typeof bound === 'number' || (bound.trim() !== '' && Number.isFinite(Number(bound)));
}
