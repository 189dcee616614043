import type { Clock } from '../../steps/ports/clock.ts';

/**
 * The clock that steps wait by in a rehearsal. The time of day stays the real one: stamps in the log, in the cluster and
 * of commands must agree. What is waited for or measured runs `pace` times as fast, as the platform does.
 */
export function compressedClock(pace: number, real: Clock): Clock {
  const thousandths = BigInt(Math.round(pace * 1000));
  return {
    now: () => real.now(),
    monotonic: () => (real.monotonic() * thousandths) / 1000n,
    sleep: (ms, signal) => real.sleep(ms / pace, signal),
  };
}
