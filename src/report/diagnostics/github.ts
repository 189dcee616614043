import type { Diagnostic } from '../../runbook/diagnostic.ts';

/**
 * Diagnostics as workflow commands, which GitHub Actions shows on the lines of a pull request. Escaping
 * is that of @actions/core (packages/core/src/command.ts).
 */
export function diagnosticsAsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${workflowCommand(diagnostic)}\n`).join('');
}

function workflowCommand({ severity, code, message, hint, span }: Diagnostic): string {
  const oneLine = span.end.line === span.start.line;
  const properties = [
    ['file', span.file],
    ['line', String(span.start.line)],
    ['endLine', String(span.end.line)],
    ['col', String(span.start.column)],
    // GitHub refuses an end column for a stretch of several lines.
    ...(oneLine ? [['endColumn', String(Math.max(span.end.column - 1, span.start.column))]] : []),
    ['title', code],
  ];
  const list = properties.map(([name, value]) => `${name ?? ''}=${escapeProperty(value ?? '')}`).join(',');
  const text = hint === undefined ? message : `${message} ${hint}`;
  return `::${severity} ${list}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
