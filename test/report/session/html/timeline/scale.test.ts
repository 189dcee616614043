import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeScale } from '../../../../../src/report/session/html/timeline/scale.ts';

describe('the scale of a timeline', () => {
  it('gives each moment its share of the width', () => {
    const scale = timeScale([
      { from: 1000, to: 1500 },
      { from: 1750, to: 2000 },
    ]);
    expect([1000, 1500, 1750, 2000].map((time) => scale.at(time))).toEqual([0, 50, 75, 100]);
    expect(scale.folded).toEqual([]);
  });

  it('folds a night between two hours of work', () => {
    const hour = 3_600_000;
    const scale = timeScale([
      { from: 0, to: hour },
      { from: 10 * hour, to: 11 * hour },
    ]);
    expect(scale.folded).toEqual([{ from: hour, to: 10 * hour }]);
    expect(scale.at(hour)).toBeCloseTo(46.3, 1);
    expect(scale.at(10 * hour)).toBeCloseTo(53.7, 1);
  });

  it('stands at the left where there is only one moment', () => {
    expect(timeScale([{ from: 5, to: 5 }]).at(5)).toBe(0);
    expect(timeScale([]).at(5)).toBe(0);
  });

  it('keeps the order of moments, and stays within the width', () => {
    const moment = fc.integer({ min: 0, max: 10_000_000 });
    const stretch = fc
      .tuple(moment, fc.integer({ min: 0, max: 5000 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 12 }), moment, moment, (stretches, one, other) => {
        const scale = timeScale(stretches);
        const [before, after] = [scale.at(Math.min(one, other)), scale.at(Math.max(one, other))];
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(100.000001);
        expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });
});
