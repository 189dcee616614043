/** Runs jobs one after another, in the order in which they were given. */
export interface SerialQueue {
  /** Resolves or rejects as the job does. */
  run<T>(job: () => Promise<T>): Promise<T>;
}

/** A queue with nothing in it. A failed job does not hold up the next. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(job) {
      const result = last.then(job, job);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
