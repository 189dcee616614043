import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/steps/outcome.ts';
import { type AnalysisPolicy, conclude, count, noLooks } from '../../../src/steps/verify/analysis.ts';

const policy: AnalysisPolicy = {
  count: 1,
  consecutiveSuccess: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
};

const untilPass: Partial<AnalysisPolicy> = { count: undefined };

const letters: Readonly<Record<string, Verdict>> = { p: 'pass', f: 'fail', i: 'inconclusive', e: 'error' };

function verdictOf(letter: string): Verdict {
  const verdict = letters[letter];
  if (verdict === undefined) throw new Error(`no such verdict: ${letter}`);
  return verdict;
}

/** The verdict and how many of the looks it took; undefined: still open after all of them. */
function analyse(
  looks: string,
  more: Partial<AnalysisPolicy>,
): { verdict: Verdict; after: number } | undefined {
  let tally = noLooks;
  for (const letter of looks) {
    tally = count(tally, verdictOf(letter));
    const verdict = conclude(tally, { ...policy, ...more });
    if (verdict !== undefined) return { verdict, after: tally.looks };
  }
  return undefined;
}

describe('a verification with a count of looks', () => {
  it.each<[string, Partial<AnalysisPolicy>, Verdict, number]>([
    ['p', {}, 'pass', 1],
    ['f', {}, 'fail', 1],
    ['i', {}, 'inconclusive', 1],
    ['e', {}, 'error', 1],
    ['ppp', { count: 3 }, 'pass', 3],
    ['pfp', { count: 3 }, 'fail', 2],
    ['pfp', { count: 3, failureLimit: 1 }, 'pass', 3],
    ['fpf', { count: 3, failureLimit: 1 }, 'fail', 3],
    ['ppf', { count: 3, failureLimit: 1 }, 'fail', 3],
    ['pip', { count: 3 }, 'inconclusive', 2],
    ['pip', { count: 3, inconclusiveLimit: 1 }, 'pass', 3],
    ['ppi', { count: 3, inconclusiveLimit: 1 }, 'inconclusive', 3],
    ['epp', { count: 3 }, 'pass', 3],
    ['ppe', { count: 3 }, 'error', 3],
    ['eeeee', { count: 10 }, 'error', 5],
    ['eeeepeeeep', { count: 10 }, 'pass', 10],
    ['ee', { count: 10, consecutiveErrorLimit: 1 }, 'error', 2],
    ['fpp', { count: 3, failureLimit: 1, consecutiveSuccess: 2 }, 'pass', 3],
    ['pfp', { count: 3, failureLimit: 1, consecutiveSuccess: 2 }, 'fail', 3],
    ['p', { count: 1, consecutiveSuccess: 3 }, 'inconclusive', 1],
    ['pp', { count: 2, consecutiveSuccess: 3 }, 'inconclusive', 2],
  ])('%s with %j: %s after %i', (looks, more, verdict, after) => {
    expect(analyse(looks, more)).toEqual({ verdict, after });
  });
});

describe('a verification until it passes', () => {
  it.each<[string, Partial<AnalysisPolicy>, { verdict: Verdict; after: number } | undefined]>([
    ['fffp', {}, { verdict: 'pass', after: 4 }],
    ['fiep', {}, { verdict: 'pass', after: 4 }],
    ['ppfpp', { consecutiveSuccess: 3 }, undefined],
    ['ppfppp', { consecutiveSuccess: 3 }, { verdict: 'pass', after: 6 }],
    ['ppepp', { consecutiveSuccess: 3 }, undefined],
    ['ppipp', { consecutiveSuccess: 3 }, undefined],
    ['feeeee', {}, { verdict: 'error', after: 6 }],
    ['ffff', {}, undefined],
  ])('%s with %j', (looks, more, expected) => {
    expect(analyse(looks, { ...untilPass, ...more })).toEqual(expected);
  });
});

describe('whatever the looks and the limits', () => {
  const limit = fc.nat(3);
  const anyPolicy = fc.record({
    count: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
    consecutiveSuccess: fc.integer({ min: 1, max: 4 }),
    failureLimit: limit,
    inconclusiveLimit: limit,
    consecutiveErrorLimit: limit,
  });
  const anyLooks = fc
    .array(fc.constantFrom('p', 'f', 'i', 'e'), { maxLength: 12 })
    .map((each) => each.join(''));

  it('it passes only on as many passes in a row as were asked for, the last look among them', () => {
    fc.assert(
      fc.property(anyLooks, anyPolicy, (looks, more) => {
        const found = analyse(looks, more);
        if (found?.verdict !== 'pass') return;
        const row = looks.slice(found.after - more.consecutiveSuccess, found.after);
        expect(row).toBe('p'.repeat(more.consecutiveSuccess));
      }),
    );
  });

  it('it never takes more looks than were asked for', () => {
    fc.assert(
      fc.property(anyLooks, anyPolicy, (looks, more) => {
        const { count: most } = more;
        if (most === undefined || looks.length < most) return;
        expect(analyse(looks, more)?.after ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(most);
      }),
    );
  });
});
