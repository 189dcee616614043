import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Traffic } from '../../../src/rehearsal/services/traffic.ts';

const start = Date.parse('2026-03-03T10:00:00Z');

describe('the traffic of an instance', () => {
  it('fails in the share that is said, whatever the share and the number', () => {
    assert(
      property(integer({ min: 0, max: 100 }), integer({ min: 1, max: 500 }), (percent, count) => {
        const traffic = new Traffic(start);
        const manner = { errors: percent / 100, latency: 10 };
        const failed = Array.from({ length: count }, () => traffic.next(manner)).filter(
          (one) => one === 'fails',
        ).length;
        expect(failed).toBe(Math.floor((percent * count) / 100));
      }),
    );
  });

  it('grows with time, the same however often it is looked at', () => {
    const manner = { errors: 0.15, latency: 40 };
    const once = new Traffic(start).countUntil(start + 60_000, manner);
    const often = new Traffic(start);
    for (let second = 1; second < 60; second += 1) often.countUntil(start + second * 1017, manner);
    expect(often.countUntil(start + 60_000, manner)).toEqual(once);
    expect(once.requests.get(200)).toBe(1020);
    expect(once.requests.get(500)).toBe(180);
  });

  it('counts a request in each bucket that it is within', () => {
    const { within } = new Traffic(start).countUntil(start + 1000, { errors: 0, latency: 100 });
    expect(within).toEqual([0, 0, 0, 0, 18, 20, 20, 20, 20, 20, 20]);
  });

  it('changes its share at once where a release begins to fail', () => {
    const traffic = new Traffic(start);
    traffic.countUntil(start + 10_000, { errors: 0, latency: 10 });
    const after = traffic.countUntil(start + 20_000, { errors: 0.5, latency: 10 });
    expect(after.requests.get(500)).toBe(100);
  });
});
