import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';

describe('the clock', () => {
  it('goes on by at least what was slept', async () => {
    const before = systemClock.monotonic();
    await systemClock.sleep(5);
    expect(systemClock.monotonic() - before).toBeGreaterThanOrEqual(4_000_000n);
  });

  it('wakes at once when stopped, before or during the sleep', async () => {
    await systemClock.sleep(3_600_000, AbortSignal.abort('operator'));
    const abort = new AbortController();
    const sleep = systemClock.sleep(3_600_000, abort.signal);
    abort.abort('operator');
    await expect(sleep).resolves.toBeUndefined();
  });
});
