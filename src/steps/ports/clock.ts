/** Time, as a port, so that tests run on a clock of their own. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970. May step. */
  now(): number;
  /** Monotonic nanoseconds since an arbitrary start of this boot. */
  monotonic(): bigint;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
