import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coalesced } from '../../../src/ui/terminal/coalesce.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls at once, then at most once in each interval, and always for the last', () => {
  const calls: number[] = [];
  let asked = 0;
  const call = coalesced(() => calls.push(asked), 30);
  for (asked = 1; asked <= 10; asked += 1) {
    call();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1000);
  expect(calls).toEqual([1, 3, 6, 9, 11]);
});

it('calls no more once it is cancelled', () => {
  const calls: string[] = [];
  const call = coalesced(() => calls.push('called'), 30);
  call();
  call();
  call.cancel();
  vi.advanceTimersByTime(1000);
  expect(calls).toEqual(['called']);
});
