import type { ProblemCode } from '../../problem/codes.ts';

/** One thing that a verification found. A failure ends the proof; a notice says what the proof does not cover. */
export interface Finding {
  readonly severity: 'failure' | 'notice';
  readonly code: ProblemCode;
  /** A file below the session's folder, with its line where there is one: `events/000001.jsonl:12`. */
  readonly place: string;
  readonly message: string;
}

export function failure(code: ProblemCode, place: string, message: string): Finding {
  return { severity: 'failure', code, place, message };
}

export function notice(code: ProblemCode, place: string, message: string): Finding {
  return { severity: 'notice', code, place, message };
}
