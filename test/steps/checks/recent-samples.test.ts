import { describe, expect, it } from 'vitest';
import { recentSamples } from '../../../src/steps/checks/recent-samples.ts';

describe('recentSamples', () => {
  it('keeps one for each stretch of time, the last of it', () => {
    const sample = recentSamples(1000);
    sample(1, 0);
    expect(sample(2, 900)).toEqual([2]);
    expect(sample(3, 1000)).toEqual([2, 3]);
    expect(sample(4, 5000)).toEqual([2, 3, 4]);
  });

  it('keeps the last ones only', () => {
    const sample = recentSamples(1000);
    let kept: readonly number[] = [];
    for (let at = 0; at < 100; at += 1) kept = sample(at, at * 1000);
    expect(kept).toHaveLength(40);
    expect(kept.at(-1)).toBe(99);
  });
});
