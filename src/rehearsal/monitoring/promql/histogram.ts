import { labelKey, type Labels } from '../series.ts';

interface Counted {
  readonly labels: Labels;
  readonly value: number;
}

interface Bucket {
  readonly bound: number;
  readonly count: number;
}

/**
 * The quantile of classic histograms, by their buckets, as `histogram_quantile` of Prometheus estimates it: linear
 * within a bucket, the lower bound of the last one where it lies there, NaN where nothing was counted.
 */
export function histogramQuantile(share: number, samples: readonly Counted[]): readonly Counted[] {
  const histograms = new Map<string, { readonly labels: Labels; readonly buckets: Bucket[] }>();
  for (const { labels, value } of samples) {
    const { le, __name__: _name, ...others } = labels;
    if (le === undefined) continue;
    const key = labelKey(others);
    const histogram = histograms.get(key) ?? { labels: others, buckets: [] };
    histogram.buckets.push({ bound: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), count: value });
    histograms.set(key, histogram);
  }
  return [...histograms.values()].map(({ labels, buckets }) => ({ labels, value: quantile(share, buckets) }));
}

function quantile(share: number, given: readonly Bucket[]): number {
  const buckets = given.toSorted((a, b) => a.bound - b.bound);
  const last = buckets.at(-1);
  if (last === undefined || last.bound !== Number.POSITIVE_INFINITY || last.count === 0) return Number.NaN;
  const rank = share * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  const below = buckets[index - 1] ?? { bound: 0, count: 0 };
  if (bucket === undefined || bucket.bound === Number.POSITIVE_INFINITY) return below.bound;
  const inside = bucket.count - below.count;
  return below.bound + ((bucket.bound - below.bound) * (rank - below.count)) / inside;
}
