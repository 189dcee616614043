/** Time as the simulated platform knows it: stamps are of the wall clock, delays are compressed. */
export interface Schedule {
  /** Wall-clock time in milliseconds since 1970, never compressed: objects and shells must agree on it. */
  now(): number;
  /** Runs a task once after `ms` of simulated time. Tasks run in the order in which they are due. */
  after(ms: number, task: () => void): Cancel;
  /** Runs nothing any more. */
  close(): void;
}

export type Cancel = () => void;

interface Waiting {
  /** By the monotonic clock, in milliseconds. */
  readonly due: number;
  readonly task: () => void;
}

/** Real milliseconds that a busy machine may be behind and still catch up; beyond, time is let go. */
const mostBehind = 500;

/**
 * Delays of the simulation take `1/pace` of their length on the real clock. One timer for all keeps the order where
 * the machine is too slow for the pace: what is due at 300 comes before what is due at 600, however late both are.
 */
export function compressedSchedule(pace: number): Schedule {
  const waiting: Waiting[] = [];
  let disarm: Cancel | undefined;
  /** When the task that runs was due: what it plans is counted from there, so that being late does not add up. */
  let moment: number | undefined;
  let closed = false;

  const arm = (): void => {
    disarm?.();
    const [first] = waiting;
    if (first === undefined) return;
    const left = first.due - performance.now();
    disarm = left > 0 ? later(run, left) : soon(run);
  };
  // One at a time: what controllers make of a task, in microtasks, comes before the next.
  const run = (): void => {
    const next = waiting.shift();
    arm();
    if (next === undefined) return;
    const due = Math.max(next.due, performance.now() - mostBehind);
    moment = due;
    next.task();
    soon(() => {
      if (moment === due) moment = undefined;
    });
  };

  return {
    now: () => Date.now(),
    after: (ms, task) => {
      if (closed) return () => undefined;
      const one: Waiting = { due: (moment ?? performance.now()) + ms / pace, task };
      const at = waiting.findLastIndex(({ due }) => due <= one.due) + 1;
      waiting.splice(at, 0, one);
      if (at === 0) arm();
      return () => {
        const index = waiting.indexOf(one);
        if (index !== -1) waiting.splice(index, 1);
        if (index === 0) arm();
      };
    },
    close: () => {
      closed = true;
      disarm?.();
      waiting.length = 0;
    },
  };
}

function later(run: () => void, milliseconds: number): Cancel {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

function soon(run: () => void): Cancel {
  const immediate = setImmediate(run);
  return () => clearImmediate(immediate);
}
