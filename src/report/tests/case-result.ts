/** What came of one case of a runbook's tests. */
export interface CaseResult {
  readonly name: string;
  /** The runbook's id. */
  readonly runbook: string;
  /** The file of tests, as people read its path. */
  readonly path: string;
  /** Of real time. */
  readonly milliseconds: number;
  /** Empty: it came out as expected. */
  readonly faults: readonly CaseFault[];
  /** The last lines that the step of the first fault has printed. */
  readonly lines: readonly string[];
  /** Absent: none was started. */
  readonly session?: string;
}

export interface CaseFault {
  readonly step?: string;
  readonly what: string;
  readonly expected: string;
  readonly observed: string;
  /** As a sentence without a final stop. */
  readonly next?: string;
}
