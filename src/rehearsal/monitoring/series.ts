/** The name of a metric stands among them, as `__name__`. */
export type Labels = Readonly<Record<string, string>>;

/** One value at one moment, in milliseconds since 1970. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

export interface Series {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** What one round of asking all targets brought. */
export interface Reading {
  readonly labels: Labels;
  readonly value: number;
}

/** Labels in one order, so that equal ones are one text. */
export function labelKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The series of a Prometheus, round by round. What is older than the retention is forgotten. */
export class SeriesStore {
  readonly #retention: number;
  readonly #series = new Map<string, { readonly labels: Labels; points: Point[] }>();
  #rounds: number[] = [];

  /** `retention`: milliseconds of the wall clock. */
  constructor(retention: number) {
    this.#retention = retention;
  }

  add(at: number, readings: readonly Reading[]): void {
    const oldest = at - this.#retention;
    this.#rounds = [...this.#rounds.filter((round) => round >= oldest), at];
    for (const { labels, value } of readings) {
      const key = labelKey(labels);
      const series = this.#series.get(key) ?? { labels, points: [] };
      series.points.push({ at, value });
      this.#series.set(key, series);
    }
    for (const [key, series] of this.#series) {
      if ((series.points[0]?.at ?? at) < oldest)
        series.points = series.points.filter((point) => point.at >= oldest);
      if (series.points.length === 0) this.#series.delete(key);
    }
  }

  /** Points of all series after `from` and until `to`. */
  between(from: number, to: number): readonly Series[] {
    return [...this.#series.values()].map(({ labels, points }) => ({
      labels,
      points: points.filter(({ at }) => at > from && at <= to),
    }));
  }

  /** When a round last was before or at a moment: what that one did not bring is not there any more. */
  roundBefore(at: number): number | undefined {
    return this.#rounds.findLast((round) => round <= at);
  }
}
