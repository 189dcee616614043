import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../steps/ports/clock.ts';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => process.hrtime.bigint(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch {
      // The signal was aborted: the sleep is over.
    }
  },
};
