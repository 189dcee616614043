import type { Problem } from '../problem/problem.ts';
import type { Value } from '../runbook/condition.ts';
import type { Recording } from './recording.ts';

export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'error';

/** One thing that was looked at: what, where, observed against expected, since when, and what to do next. */
export interface Evidence {
  readonly check: string;
  readonly result: Verdict;
  readonly what: string;
  readonly where?: string;
  readonly expected: string;
  readonly observed: string;
  /** ISO time. */
  readonly since?: string;
  readonly next?: string;
  /** Further lines, such as the last lines of a log. */
  readonly details?: readonly string[];
}

/** A moment by which something has to have happened. */
export interface Deadline {
  readonly key: string;
  /** What has to happen: `respond`. */
  readonly label: string;
  /** ISO time. */
  readonly at: string;
}

/** How a process ended: exactly one of the two is set. */
export interface Exit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

/** Why an attempt was stopped before it ended by itself. */
export type StopCause = 'operator' | 'timeout' | 'shutdown';

/**
 * How an attempt at a step ended. `error`: the step itself could not find out or could not be carried
 * out (a lost connection, a missing tool), which never counts as a pass.
 */
export type Outcome =
  | ({ readonly result: 'passed' } & OutcomeFacts)
  | ({ readonly result: 'failed'; readonly problem: Problem } & OutcomeFacts)
  | ({ readonly result: 'inconclusive'; readonly problem: Problem } & OutcomeFacts)
  | ({ readonly result: 'error'; readonly problem: Problem } & OutcomeFacts);

export interface OutcomeFacts {
  /** One line for the operator: "16 of 16 rolled out in 24 s". */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  readonly exit?: Exit;
  readonly stopped?: StopCause;
  /** Of an interactive command. */
  readonly recording?: Recording;
  /** Services that failed, by the inventory's names, where the step can name them. */
  readonly failing?: readonly string[];
  /** A deadline that the screen shows from now on. */
  readonly deadline?: Deadline;
  /** What a deadline was set for has happened; `observed` says in time or how late. */
  readonly meets?: { readonly key: string; readonly observed: string };
  /** Values the step itself sets, such as a job's name. Captures by annotation are the engine's. */
  readonly values?: Readonly<Record<string, Value>>;
}

export function verdictToResult(verdict: Verdict): Outcome['result'] {
  switch (verdict) {
    case 'pass':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'inconclusive':
      return 'inconclusive';
    case 'error':
      return 'error';
  }
}
