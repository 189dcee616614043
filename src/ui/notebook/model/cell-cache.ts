import type { CellLines } from './cell-lines.ts';

interface Kept {
  readonly dependencies: readonly unknown[];
  readonly lines: CellLines;
}

/**
 * Rows of the cells that were drawn last. What a cell depends on is kept with it and compared by identity,
 * so that nothing stale is ever shown; the cells that were used longest ago are forgotten.
 */
export class CellCache {
  readonly #kept = new Map<string, Kept>();
  readonly #limit: number;

  /** `limit`: how many cells are kept, at most. */
  constructor(limit = 400) {
    this.#limit = limit;
  }

  /** The kept rows where every dependency is the same as then; else those that `make` gives. */
  lines(id: string, dependencies: readonly unknown[], make: () => CellLines): CellLines {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    const next =
      kept !== undefined && isSame(kept.dependencies, dependencies) ? kept : { dependencies, lines: make() };
    this.#kept.set(id, next);
    if (this.#kept.size > this.#limit) this.#forgetOldest();
    return next.lines;
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((each, index) => Object.is(each, now[index]));
}
