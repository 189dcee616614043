import type { CheckResult } from '../checks/define-check.ts';
import type { Clock } from '../ports/clock.ts';
import { type AnalysisPolicy, conclude, count, noLooks } from './analysis.ts';

export interface Repetition {
  readonly policy: AnalysisPolicy;
  /** Milliseconds between the end of one look and the next. */
  readonly interval: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A look after which another one follows. */
  onLook(result: CheckResult, number: number): void;
}

/** Looks again and again until the policy concludes or the signal aborts; then the last look speaks, and never as a pass. */
export async function repeat(look: () => Promise<CheckResult>, options: Repetition): Promise<CheckResult> {
  const stopped = (): boolean => options.signal.aborted;
  let tally = noLooks;
  for (;;) {
    const result = await look();
    tally = count(tally, result.verdict);
    if (stopped()) return cutOff(result, tally.looks);
    const verdict = conclude(tally, options.policy);
    if (verdict !== undefined) return concluded(result, verdict, tally.looks);
    options.onLook(result, tally.looks);
    await options.clock.sleep(options.interval, options.signal);
    if (stopped()) return cutOff(result, tally.looks);
  }
}

function concluded(result: CheckResult, verdict: CheckResult['verdict'], looks: number): CheckResult {
  const said = looks === 1 ? [] : [`${looks} looks`];
  const why = verdict === result.verdict ? [] : ['and not enough of them passed in a row'];
  const all = [...said, ...why].join(', ');
  return { ...result, verdict, summary: all === '' ? result.summary : `${result.summary} (${all})` };
}

/** A pass that came when the time was over, or after a stop, is not one: a person looks. */
export function inTime(result: CheckResult, signal: AbortSignal): CheckResult {
  return signal.aborted && result.verdict === 'pass' ? { ...result, verdict: 'inconclusive' } : result;
}

function cutOff(result: CheckResult, looks: number): CheckResult {
  const verdict = result.verdict === 'pass' ? 'inconclusive' : result.verdict;
  return { ...result, verdict, summary: `${result.summary} (stopped after ${looks} looks)` };
}
