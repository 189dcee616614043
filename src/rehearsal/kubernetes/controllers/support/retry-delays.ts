const first = 5;
const longest = 1_000_000;

/**
 * How long to wait before something that failed is tried again, in simulated milliseconds: twice as long each time,
 * with the figures of the controllers' work queues.
 */
export class RetryDelays {
  readonly #failures = new Map<string, number>();

  next(key: string): number {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    return Math.min(first * 2 ** failures, longest);
  }

  reset(key: string): void {
    this.#failures.delete(key);
  }
}
