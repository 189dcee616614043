import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOf, humanDuration } from '../../../../src/rehearsal/kubernetes/tables/duration.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('a duration', () => {
  it.each([
    [0, '0s'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [2 * minute + 5 * second, '2m5s'],
    [10 * minute - 1, '9m59s'],
    [10 * minute + 30 * second, '10m'],
    [3 * hour - 1, '179m'],
    [3 * hour, '3h'],
    [7 * hour + 59 * minute, '7h59m'],
    [8 * hour + 30 * minute, '8h'],
    [48 * hour - 1, '47h'],
    [2 * day + 3 * hour, '2d3h'],
    [8 * day + 3 * hour, '8d'],
    [2 * 365 * day - 1, '729d'],
    [2 * 365 * day + 5 * day, '2y5d'],
    [8 * 365 * day + 5 * day, '8y'],
  ])('of %d milliseconds is %s', (milliseconds, text) => {
    expect(humanDuration(milliseconds)).toBe(text);
  });

  it('has two units at most, and never one without a number', () => {
    assert(
      property(integer({ min: 0, max: 20 * 365 * day }), (milliseconds) => {
        expect(humanDuration(milliseconds)).toMatch(/^\d+(?:s|m(?:\d+s)?|h(?:\d+m)?|d(?:\d+h)?|y(?:\d+d)?)$/);
      }),
    );
  });
});

describe('an age', () => {
  const now = Date.parse('2026-03-03T10:00:00Z');

  it('is counted from the time until now', () => {
    expect(ageOf('2026-03-03T09:57:00Z', now)).toBe('3m');
  });

  it('is unknown without a time, and never negative where clocks differ', () => {
    expect(ageOf(undefined, now)).toBe('<unknown>');
    expect(ageOf('2026-03-03T10:00:05Z', now)).toBe('0s');
  });
});
