import type { Figure } from './figures.ts';

/** A utilisation so near to its target changes nothing. */
const tolerance = 0.1;

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** A size, and why it is not what the figures ask for. */
export interface Recommendation {
  readonly size: number;
  /** The figure that decided; undefined where none asks for another size. */
  readonly by: Figure | undefined;
  readonly limit: 'none' | 'least' | 'most';
}

/** The size that the figures ask for: the largest of each one's, within the bounds. */
export function recommend(
  figures: readonly Figure[],
  present: number,
  { least, most }: Bounds,
): Recommendation {
  const wishes = figures.map((figure) => ({ figure, size: sizeBy(figure, present) }));
  const [largest] = wishes.toSorted((a, b) => b.size - a.size);
  const wanted = largest?.size ?? present;
  const by = wanted === present ? undefined : largest?.figure;
  if (wanted > most) return { size: most, by, limit: 'most' };
  if (wanted < least) return { size: least, by, limit: 'least' };
  return { size: wanted, by, limit: 'none' };
}

function sizeBy({ current, target }: Figure, present: number): number {
  const ratio = current / target;
  return Math.abs(ratio - 1) <= tolerance ? present : Math.ceil(present * ratio);
}

/** How far a size may rise at once: to double, or by four pods. */
export function steppedUp(present: number, wanted: number): number {
  return Math.min(wanted, Math.max(present * 2, present + 4));
}
