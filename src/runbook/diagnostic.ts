import type { ProblemCode } from '../problem/codes.ts';
import type { Problem, Span } from '../problem/problem.ts';

/** A problem of a file: where it is, and whether the file can be used in spite of it. */
export type Diagnostic = Problem & { readonly severity: 'error' | 'warning'; readonly span: Span };

export function errorAt(span: Span, code: ProblemCode, message: string, hint?: string): Diagnostic {
  return { code, message, severity: 'error', span, ...(hint === undefined ? {} : { hint }) };
}

export function warningAt(span: Span, code: ProblemCode, message: string, hint?: string): Diagnostic {
  return { ...errorAt(span, code, message, hint), severity: 'warning' };
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** In the order of the file; those of one place keep the order in which they were found. */
export function inFileOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.span.start.offset - b.span.start.offset);
}
