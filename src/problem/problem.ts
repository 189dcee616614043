import type { ProblemCode } from './codes.ts';

/** A place in a text file. Lines and columns count from 1, columns in UTF-16 units; offsets count from 0. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of one file, from `start` up to but not including `end`. */
export interface Span {
  readonly file: string;
  readonly start: Point;
  readonly end: Point;
}

/**
 * Something that is wrong, as a value: which rule (code), where, what, and what to do next.
 * Nothing in this product throws for bad input; it returns problems.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** What to do next, as a sentence without a final stop. */
  readonly hint?: string;
  readonly span?: Span;
  /** The underlying error's text, for the log. Never a stack trace. */
  readonly cause?: string;
}

export type Result<T, E = readonly Problem[]> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err(...problems: readonly Problem[]): {
  readonly ok: false;
  readonly problems: readonly Problem[];
} {
  return { ok: false, problems };
}

export function problem(
  code: ProblemCode,
  message: string,
  more: { readonly hint?: string; readonly span?: Span; readonly cause?: string } = {},
): Problem {
  return { code, message, ...more };
}

/** The text of whatever was thrown, with the chain of causes on one line and without a stack. */
export function errorText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `: ${errorText(thrown.cause)}`;
  return `${thrown.message}${cause}`;
}

/** Marks a branch that the types say can't be reached, so that a new union member fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
