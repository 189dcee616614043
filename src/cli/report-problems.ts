import { resolve } from 'node:path';
import { readSource } from '../platform/library/read-source.ts';
import type { Problem } from '../problem/problem.ts';
import { visibleText } from '../problem/visible-text.ts';
import { diagnosticsAsText } from '../report/diagnostics/text.ts';
import type { Diagnostic } from '../runbook/diagnostic.ts';
import { type Io, print } from './io.ts';
import { hasColour, widthOf } from './screen.ts';

/** Tells problems on stderr: those of a file with the line they are about, the others as two plain lines. */
export async function reportProblems(io: Io, problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return;
  const { placed, plain } = sortProblems(problems);
  await print(io.stderr, plain.map(plainText).join('') + diagnosticsForPeople(io, placed, io.stderr));
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

/** Diagnostics with their source lines, as a result for stdout or as problems for stderr. */
export function diagnosticsForPeople(
  io: Io,
  diagnostics: readonly Diagnostic[],
  stream: Io['stdout'] = io.stdout,
): string {
  return diagnosticsAsText(diagnostics, {
    source: (file) => sourceOf(io, file),
    colour: hasColour(io, stream),
    width: widthOf(stream),
  });
}

function plainText({ message, hint, code, cause }: Problem): string {
  const why = cause === undefined ? '' : ` (${visibleText(cause)})`;
  const next = hint === undefined ? '' : `  next: ${visibleText(hint)}\n`;
  return `teei-runbook: ${visibleText(message)}${why} [${code}]\n${next}`;
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
