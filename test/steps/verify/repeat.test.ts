import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import type { Verdict } from '../../../src/steps/outcome.ts';
import type { AnalysisPolicy } from '../../../src/steps/verify/analysis.ts';
import { repeat } from '../../../src/steps/verify/repeat.ts';
import { fakeClock } from '../../fixtures/run-context.ts';

const untilPass: AnalysisPolicy = {
  count: undefined,
  consecutiveSuccess: 1,
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
};

function answer(verdict: Verdict): CheckResult {
  const evidence = { check: 'c', result: verdict, what: 'w', expected: 'e', observed: 'o' };
  return { verdict, summary: `it is ${verdict}`, evidence: [evidence] };
}

interface Given {
  readonly looks: readonly Verdict[];
  readonly policy?: Partial<AnalysisPolicy>;
  /** Milliseconds until the signal aborts; the fake clock moves by what is slept. */
  readonly timeout?: number;
  /** Milliseconds that each look takes. */
  readonly lookTakes?: number;
}

async function watch({ looks, policy, timeout, lookTakes = 0 }: Given): Promise<{
  readonly result: CheckResult;
  readonly seen: readonly number[];
  readonly sleeps: readonly number[];
}> {
  const clock = fakeClock();
  const began = clock.now();
  const controller = new AbortController();
  const left = [...looks];
  const seen: number[] = [];
  const stopWhenOver = (): void => {
    if (timeout !== undefined && clock.now() - began >= timeout) controller.abort('timeout');
  };
  const result = await repeat(
    () => {
      const verdict = left.shift();
      if (verdict === undefined) throw new Error('one look too many');
      clock.advance(lookTakes);
      stopWhenOver();
      return Promise.resolve(answer(verdict));
    },
    {
      policy: { ...untilPass, ...policy },
      interval: 1_000,
      clock: {
        ...clock,
        sleep: async (ms, signal) => {
          await clock.sleep(ms, signal);
          stopWhenOver();
        },
      },
      signal: controller.signal,
      onLook: (_look, number) => seen.push(number),
    },
  );
  return { result, seen, sleeps: clock.sleeps };
}

describe('looking again', () => {
  it('waits the interval between two looks, and not before the first or after the last', async () => {
    const { result, seen, sleeps } = await watch({ looks: ['fail', 'fail', 'pass'] });
    expect(result).toMatchObject({ verdict: 'pass', summary: 'it is pass (3 looks)' });
    expect(seen).toEqual([1, 2]);
    expect(sleeps).toEqual([1_000, 1_000]);
  });

  it('says nothing of looks where one was enough', async () => {
    const { result } = await watch({ looks: ['pass'], policy: { count: 1 } });
    expect(result.summary).toBe('it is pass');
  });

  it('gives the evidence of the last look', async () => {
    const { result } = await watch({ looks: ['pass', 'fail'], policy: { count: 3 } });
    expect(result).toMatchObject({ verdict: 'fail', evidence: [{ result: 'fail' }] });
  });

  it('says why it did not pass though its last look did', async () => {
    const { result } = await watch({
      looks: ['pass', 'fail', 'pass'],
      policy: { count: 3, failureLimit: 1, consecutiveSuccess: 2 },
    });
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: 'it is pass (3 looks, and not enough of them passed in a row)',
    });
  });
});

describe('a verification that is cut off', () => {
  it.each<[readonly Verdict[], Verdict]>([
    [['fail', 'fail'], 'fail'],
    [['fail', 'inconclusive'], 'inconclusive'],
    [['fail', 'error'], 'error'],
    [['fail', 'pass'], 'inconclusive'],
  ])('never passes: %j is %s', async (looks, verdict) => {
    const { result } = await watch({ looks, timeout: 2_000, policy: { consecutiveSuccess: 5 } });
    expect(result).toMatchObject({ verdict, summary: `it is ${looks[1]} (stopped after 2 looks)` });
  });

  it('never passes by a look that ended after the time was over', async () => {
    const { result } = await watch({ looks: ['pass'], timeout: 500, lookTakes: 600, policy: { count: 1 } });
    expect(result.verdict).toBe('inconclusive');
  });

  it('stays failed by such a look', async () => {
    const { result } = await watch({ looks: ['fail'], timeout: 500, lookTakes: 600, policy: { count: 1 } });
    expect(result.verdict).toBe('fail');
  });
});
