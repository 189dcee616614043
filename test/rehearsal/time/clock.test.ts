import { describe, expect, it } from 'vitest';
import { compressedClock } from '../../../src/rehearsal/time/clock.ts';
import type { Clock } from '../../../src/steps/ports/clock.ts';

const slept: number[] = [];
const real: Clock = {
  now: () => 1_700_000_000_000,
  // Some years since boot, to the nanosecond: more than a number holds exactly.
  monotonic: () => 90_071_992_547_409_931n,
  sleep: async (ms) => void slept.push(ms),
};

describe('the clock of steps in a rehearsal', () => {
  it('tells the real time of day', () => {
    expect(compressedClock(20, real).now()).toBe(real.now());
  });

  it('measures so many times as fast, exactly', () => {
    expect(compressedClock(20, real).monotonic()).toBe(real.monotonic() * 20n);
    expect(compressedClock(1.5, real).monotonic()).toBe((real.monotonic() * 3n) / 2n);
  });

  it('waits so many times shorter', async () => {
    await compressedClock(20, real).sleep(60_000);
    expect(slept).toEqual([3000]);
  });
});
