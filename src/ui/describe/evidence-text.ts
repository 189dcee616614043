import type { LoggedEvidence } from '../../session/state.ts';

/** One piece of evidence in words. What passed says no more than its head. */
export interface EvidenceText {
  readonly result: LoggedEvidence[number]['result'];
  readonly said: string;
  /** Observed against what, and since when; absent where it passed. */
  readonly expected?: string;
  readonly details: readonly string[];
  readonly next?: string;
}

/** Evidence that speaks: everything that did not pass in full, and one line of each that did. */
export function evidenceTexts(evidence: LoggedEvidence): readonly EvidenceText[] {
  return evidence.map(({ result, what, where, observed, expected, since, details, next }) => {
    const place = where === undefined ? '' : ` ${where}`;
    // `exit code: exit code 1` says it twice.
    const said = where === undefined && observed.startsWith(what) ? observed : `${what}${place}: ${observed}`;
    if (result === 'pass') return { result, said, details: [] };
    return {
      result,
      said,
      expected: `${expected}${since === undefined ? '' : `, since ${since}`}`,
      details: details ?? [],
      ...(next === undefined ? {} : { next }),
    };
  });
}
