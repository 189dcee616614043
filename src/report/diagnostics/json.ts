import type { Diagnostic } from '../../runbook/diagnostic.ts';

/** All diagnostics as one JSON array with one of them a line, for editors and scripts. */
export function diagnosticsAsJson(diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '[]\n';
  const lines = diagnostics.map(({ severity, code, message, hint, span }) =>
    JSON.stringify({ file: span.file, severity, code, message, hint, start: span.start, end: span.end }),
  );
  return `[\n${lines.join(',\n')}\n]\n`;
}
