import type { Verdict } from '../outcome.ts';

/** When repeated looks come to a verdict. The names and their meaning follow Argo Rollouts' AnalysisTemplate. */
export interface AnalysisPolicy {
  /** How many looks; undefined: until it passes, or somebody (the timeout) stops it. */
  readonly count: number | undefined;
  /** Passes in a row that are needed. */
  readonly consecutiveSuccess: number;
  /** With `count`: failures that are forgiven. */
  readonly failureLimit: number;
  /** With `count`: inconclusive looks that are forgiven. */
  readonly inconclusiveLimit: number;
  /** Errors in a row that are forgiven. An error never counts as a pass. */
  readonly consecutiveErrorLimit: number;
}

export interface Tally {
  readonly looks: number;
  readonly failures: number;
  readonly inconclusives: number;
  readonly consecutiveErrors: number;
  readonly consecutivePasses: number;
}

export const noLooks: Tally = {
  looks: 0,
  failures: 0,
  inconclusives: 0,
  consecutiveErrors: 0,
  consecutivePasses: 0,
};

export function count(tally: Tally, verdict: Verdict): Tally {
  return {
    looks: tally.looks + 1,
    failures: tally.failures + (verdict === 'fail' ? 1 : 0),
    inconclusives: tally.inconclusives + (verdict === 'inconclusive' ? 1 : 0),
    consecutiveErrors: verdict === 'error' ? tally.consecutiveErrors + 1 : 0,
    consecutivePasses: verdict === 'pass' ? tally.consecutivePasses + 1 : 0,
  };
}

/** The verdict of the looks so far, or undefined: look again. */
export function conclude(tally: Tally, policy: AnalysisPolicy): Verdict | undefined {
  if (tally.consecutiveErrors > policy.consecutiveErrorLimit) return 'error';
  if (policy.count === undefined) {
    return tally.consecutivePasses >= policy.consecutiveSuccess ? 'pass' : undefined;
  }
  if (tally.failures > policy.failureLimit) return 'fail';
  if (tally.inconclusives > policy.inconclusiveLimit) return 'inconclusive';
  if (tally.looks < policy.count) return undefined;
  return last(tally, policy);
}

/** All looks are made and no limit is passed: it passes only if the last ones did. */
function last(tally: Tally, policy: AnalysisPolicy): Verdict {
  if (tally.consecutivePasses >= policy.consecutiveSuccess) return 'pass';
  if (tally.consecutiveErrors > 0) return 'error';
  return tally.failures > 0 ? 'fail' : 'inconclusive';
}
