import { type Diagnostic, hasError, inFileOrder } from '../../runbook/diagnostic.ts';
import { interpreted } from '../../runbook/interpreted.ts';
import { decodeSource, type SourceFile } from '../../runbook/source-text.ts';
import { readYamlMapping, type YamlMapping } from '../../runbook/yaml/read-mapping.ts';
import { zodDiagnostics } from '../../runbook/yaml/zod-diagnostics.ts';
import type { RunbookTests } from './model.ts';
import { runbookTestSchema } from './schema.ts';
import { toTests } from './to-tests.ts';

/** What came of a file of tests: both are undefined exactly when a problem is an error. */
export interface ParsedTests {
  readonly tests: RunbookTests | undefined;
  /** Where its keys and values stand. */
  readonly mapping: YamlMapping | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Reads a file of tests from its bytes. It throws for no bytes whatever. */
export function parseTests(file: SourceFile): ParsedTests {
  const decoded = decodeSource(file);
  if (!decoded.ok) return invalid(decoded.problems);
  const source = decoded.value;
  const reading = readYamlMapping({ source, text: source.text, offset: 0, scalars: 'text' });
  if (reading.mapping === undefined) return invalid(reading.diagnostics);
  const { mapping } = reading;
  const parsed = runbookTestSchema.safeParse(mapping.value, interpreted);
  const problems = inFileOrder([
    ...reading.diagnostics,
    ...(parsed.success ? [] : zodDiagnostics(mapping, parsed.error, { schema: runbookTestSchema })),
  ]);
  if (!parsed.success || hasError(problems)) return invalid(problems);
  return { tests: toTests(parsed.data, file.path), mapping, problems };
}

function invalid(problems: readonly Diagnostic[]): ParsedTests {
  return { tests: undefined, mapping: undefined, problems };
}
