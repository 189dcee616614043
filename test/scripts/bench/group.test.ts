import { describe, expect, it } from 'vitest';
import { askedFor, groupNames } from '../../../scripts/bench/group.ts';

describe('what is asked for', () => {
  it('is everything, ten rounds, where nothing is said', () => {
    expect(askedFor([])).toEqual({ groups: groupNames, rounds: 10 });
  });

  it('is a group, and a number of rounds, in any order', () => {
    expect(askedFor(['ui'])).toEqual({ groups: ['ui'], rounds: 10 });
    expect(askedFor(['3', 'ui'])).toEqual({ groups: ['ui'], rounds: 3 });
    expect(askedFor(['cluster', '1'])).toEqual({ groups: ['cluster'], rounds: 1 });
    expect(askedFor(['5'])).toEqual({ groups: groupNames, rounds: 5 });
  });

  it.each([['gui'], ['0'], ['3', '4'], ['--help'], ['2.5']])('is not understood: %s %s', (...args) => {
    expect(askedFor(args)).toBeUndefined();
  });
});
