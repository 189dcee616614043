import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../problem/problem.ts';
import { visibleText } from '../problem/visible-text.ts';
import type { Diagnostic } from '../runbook/diagnostic.ts';
import { wantsColour } from './colour.ts';
import type { Io } from './io.ts';

/** Problems for a person: those of a file with the line they are about, the others as two plain lines. */
export async function problemText(problems: readonly Problem[], io: Io): Promise<string> {
  const placed = problems.flatMap((problem) => diagnosticOf(problem) ?? []);
  const plain = problems.filter(({ span }) => span === undefined).map(plainText);
  if (placed.length === 0) return plain.join('');
  const { diagnosticsAsText } = await import('../report/diagnostics/text.ts');
  const text = diagnosticsAsText(placed, {
    source: (file) => readText(resolve(io.cwd, file)),
    colour: wantsColour(io),
    width: io.stderr.columns ?? 100,
  });
  return plain.join('') + text;
}

function diagnosticOf(
  problem: Problem & { readonly severity?: Diagnostic['severity'] },
): Diagnostic | undefined {
  const { span } = problem;
  return span === undefined ? undefined : { ...problem, span, severity: problem.severity ?? 'error' };
}

function plainText({ message, hint, code, cause }: Problem): string {
  const why = cause === undefined ? '' : ` (${visibleText(cause)})`;
  const next = hint === undefined ? '' : `  next: ${visibleText(hint)}\n`;
  return `teei-runbook: ${visibleText(message)}${why} [${code}]\n${next}`;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
