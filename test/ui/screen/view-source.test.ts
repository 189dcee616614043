import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createViewSource } from '../../../src/ui/screen/view-source.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A source with the moments at which it was drawn, from the first change on. */
function watched(now: () => number = Date.now) {
  const began = Date.now();
  const drawn: number[] = [];
  const source = createViewSource(() => ({}), now);
  source.subscribe(() => drawn.push(Date.now() - began));
  return { source, drawn };
}

describe('a view source', () => {
  it('draws a change at once, and a storm of them thirty times a second', () => {
    const { source, drawn } = watched();
    for (let ms = 0; ms < 100; ms += 1) {
      source.changed();
      vi.advanceTimersByTime(1);
    }
    expect(drawn).toEqual([0, 33, 66, 99]);
  });

  it('draws sooner what comes after a key', () => {
    const { source, drawn } = watched();
    source.changed();
    vi.advanceTimersByTime(2);
    source.awaited();
    source.changed();
    vi.advanceTimersByTime(20);
    expect(drawn).toEqual([0, 8]);
  });

  it('draws what waited already when a key comes', () => {
    const { source, drawn } = watched();
    source.changed();
    source.changed();
    vi.advanceTimersByTime(10);
    source.awaited();
    expect(drawn).toEqual([0, 10]);
    vi.advanceTimersByTime(100);
    expect(drawn).toEqual([0, 10]);
  });

  it('takes its time again when the answer is long there', () => {
    const { source, drawn } = watched();
    source.awaited();
    vi.advanceTimersByTime(200);
    source.changed();
    source.changed();
    vi.advanceTimersByTime(32);
    expect(drawn).toEqual([200]);
    vi.advanceTimersByTime(1);
    expect(drawn).toEqual([200, 233]);
  });

  it('does not wait for a clock that was set back', () => {
    let offset = 0;
    const { source, drawn } = watched(() => Date.now() - offset);
    source.changed();
    offset = 3_600_000;
    source.changed();
    vi.advanceTimersByTime(33);
    expect(drawn).toEqual([0, 33]);
  });

  it('draws nothing more once it is closed', () => {
    const { source, drawn } = watched();
    source.changed();
    source.changed();
    source.close();
    vi.advanceTimersByTime(100);
    expect(drawn).toEqual([0]);
  });
});
