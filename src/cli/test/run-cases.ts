import type { CaseResult } from '../../report/tests/case-result.ts';
import { type PlannedCase, runCase, type TestRun } from './run-case.ts';

/**
 * Runs cases, at most `jobs` at a time, and tells of each as soon as it has ended. The results are in the order of
 * the cases. Once the run's signal aborts, no further case begins.
 */
export async function runCases(
  cases: readonly PlannedCase[],
  run: TestRun,
  jobs: number,
  tell: (result: CaseResult) => Promise<void>,
): Promise<readonly CaseResult[]> {
  const results = new Map<number, CaseResult>();
  const waiting = cases.entries();
  const work = async (): Promise<void> => {
    for (const [index, planned] of waiting) {
      if (run.signal.aborted) return;
      const result = await runCase(planned, run);
      results.set(index, result);
      await tell(result);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
