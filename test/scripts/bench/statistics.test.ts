import { array, assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile } from '../../../scripts/bench/statistics.ts';

const values = array(double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

describe('the median', () => {
  it('is the value in the middle, or lies between the two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('a quantile', () => {
  it('is the value of the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 1)).toBe(100);
    expect(quantile([3, 7], 0.99)).toBe(7);
  });

  it('is a value that as many as it says do not exceed, and the least such', () => {
    assert(
      property(values, double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
        const found = quantile(all, share);
        const upTo = all.filter((value) => value <= found).length;
        const below = all.filter((value) => value < found).length;
        expect(all).toContain(found);
        expect(upTo).toBeGreaterThanOrEqual(all.length * share);
        expect(below).toBeLessThan(all.length * share);
      }),
    );
  });

  it('of nothing is no number', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
