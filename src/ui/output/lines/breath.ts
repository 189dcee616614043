import { setImmediate as next } from 'node:timers/promises';

/** Milliseconds that work may hold the program without a key being heard: half a frame of 60 a second. */
const longest = 8;

/** Lets keys and drawing come in between where work goes on for long. */
export interface Breath {
  /** True when it is time to `take` one. */
  due(): boolean;
  /** Resolves at once while there is time, otherwise after everything else had its turn. */
  take(): Promise<void>;
}

export function createBreath(): Breath {
  let since = performance.now();
  const due = (): boolean => performance.now() - since >= longest;
  return {
    due,
    take: async () => {
      if (!due()) return;
      await next();
      since = performance.now();
    },
  };
}
