/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where moments stand in a picture, in percent of its width. */
export interface TimeScale {
  at(time: number): number;
  /** Stretches in which nothing ran and that are drawn shorter than they were. */
  readonly folded: readonly Stretch[];
}

/** How many times as long as the middle one a gap has to be to be folded. */
const outstanding = 3;

/** Milliseconds of the shortest gap that is folded. */
const shortest = 5 * 60_000;

/** The width of a folded gap, as a share of all that is not folded. */
const foldedShare = 0.08;

/**
 * A scale for these stretches (a moment has no length). A gap between them that is far longer than the others and than all
 * that ran is folded, so that a night of waiting leaves the rest readable.
 */
export function timeScale(stretches: readonly Stretch[]): TimeScale {
  const busy = merged(stretches);
  const gaps = busy.slice(1).map(({ from }, index) => ({ from: busy[index]?.to ?? from, to: from }));
  const ran = sum(busy);
  const limit = Math.max(ran, shortest, outstanding * usualLength(gaps));
  const folded = gaps.filter(({ from, to }) => to - from > limit);
  const first = busy[0]?.from ?? 0;
  const last = busy.at(-1)?.to ?? first;
  const rest = last - first - sum(folded);
  const width = rest * foldedShare;
  const drawn = rest + folded.length * width;
  return {
    folded,
    at(time) {
      if (drawn <= 0) return 0;
      const moment = Math.min(last, Math.max(first, time));
      const off = folded.reduce((all, { from, to }) => {
        const inside = Math.min(Math.max(moment - from, 0), to - from);
        return all + inside - (inside / (to - from)) * width;
      }, 0);
      return ((moment - first - off) / drawn) * 100;
    },
  };
}

/** The middle length of gaps in milliseconds; of one or two none is usual. */
function usualLength(gaps: readonly Stretch[]): number {
  if (gaps.length < 3) return 0;
  const lengths = gaps.map(({ from, to }) => to - from).toSorted((one, other) => one - other);
  return lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
}

function sum(stretches: readonly Stretch[]): number {
  return stretches.reduce((all, { from, to }) => all + to - from, 0);
}

/** Stretches that touch or overlap as one, in order. */
function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of stretches.toSorted((one, other) => one.from - other.from)) {
    const before = found.at(-1);
    if (before !== undefined && from <= before.to) before.to = Math.max(before.to, to);
    else found.push({ from, to: Math.max(from, to) });
  }
  return found;
}
