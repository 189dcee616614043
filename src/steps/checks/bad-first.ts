import type { Evidence, Verdict } from '../outcome.ts';
import { worstOf } from './assertions.ts';

/** Rows with those that did not pass first, and the verdict of the worst. Undefined: there are no rows. */
export function badFirst(
  rows: readonly Evidence[],
):
  | { readonly verdict: Verdict; readonly bad: number; readonly evidence: readonly [Evidence, ...Evidence[]] }
  | undefined {
  const bad = rows.filter(({ result }) => result !== 'pass');
  const [first, ...rest] = [...bad, ...rows.filter(({ result }) => result === 'pass')];
  if (first === undefined) return undefined;
  return { verdict: worstOf(rows), bad: bad.length, evidence: [first, ...rest] };
}
