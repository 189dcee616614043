/** Time as the simulated platform knows it: stamps are of the wall clock, delays are compressed. */
export interface Schedule {
  /** Wall-clock time in milliseconds since 1970, never compressed: objects and shells must agree on it. */
  now(): number;
  /** Runs a task once after `ms` of simulated time. */
  after(ms: number, task: () => void): Cancel;
  /** Runs nothing any more. */
  close(): void;
}

export type Cancel = () => void;

/** Delays of the simulation take `1/pace` of their length on the real clock. */
export function compressedSchedule(pace: number): Schedule {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now: () => Date.now(),
    after: (ms, task) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, ms / pace);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
