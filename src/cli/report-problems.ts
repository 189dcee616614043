import { resolve } from 'node:path';
import type { Problem } from '../problem/problem.ts';
import { visibleText } from '../problem/visible-text.ts';
import { readSource } from '../platform/library/read-source.ts';
import { diagnosticsAsText } from '../report/diagnostics/text.ts';
import type { Diagnostic } from '../runbook/diagnostic.ts';
import { type Io, print } from './io.ts';
import { hasColour, styleOf } from './screen.ts';

/**
 * Tells problems on stderr: first those that are about no file, as one line and a hint, then those of
 * files with their lines.
 */
export async function reportProblems(io: Io, problems: readonly Problem[]): Promise<void> {
  const { placed, plain } = sortProblems(problems);
  await print(io.stderr, plain.map(problemAsText).join(''));
  await print(io.stderr, textOfDiagnostics(io, placed, io.stderr));
}

/** Problems that are about a place in a file, and the others. */
export function sortProblems(problems: readonly Problem[]): {
  readonly placed: readonly Diagnostic[];
  readonly plain: readonly Problem[];
} {
  return {
    placed: problems.flatMap((each) => toDiagnostic(each) ?? []),
    plain: problems.filter((each) => each.span === undefined),
  };
}

/** Diagnostics with their source lines, for a stream. */
export function textOfDiagnostics(io: Io, diagnostics: readonly Diagnostic[], stream: Io['stdout']): string {
  return diagnosticsAsText(diagnostics, {
    source: (file) => sourceOf(io, file),
    colour: hasColour(io, stream),
    width: styleOf(io, stream).width,
  });
}

/** A problem that is not about a place in a file: `teei-runbook: what`, the cause, and what to do next. */
export function problemAsText({ message, hint, cause }: Problem): string {
  const because = cause === undefined ? '' : `  ${visibleText(cause)}\n`;
  const next = hint === undefined ? '' : `  hint: ${visibleText(hint)}\n`;
  return `teei-runbook: ${visibleText(message)}\n${because}${next}`;
}

function toDiagnostic(problem: Problem): Diagnostic | undefined {
  const { span } = problem;
  if (span === undefined) return undefined;
  const severity = 'severity' in problem && problem.severity === 'warning' ? 'warning' : 'error';
  return { ...problem, span, severity };
}

/** The text of a file, as its line numbers were counted. */
function sourceOf(io: Io, file: string): string | undefined {
  const bytes = readSource(resolve(io.cwd, file));
  return bytes.ok ? new TextDecoder().decode(bytes.value) : undefined;
}
