import { type Diagnostic, hasError, inFileOrder } from '../../runbook/diagnostic.ts';
import { interpreted } from '../../runbook/interpreted.ts';
import { decodeSource, type SourceFile } from '../../runbook/source-text.ts';
import { readYamlMapping, type YamlMapping } from '../../runbook/yaml/read-mapping.ts';
import { zodDiagnostics } from '../../runbook/yaml/zod-diagnostics.ts';
import type { Scenario } from './model.ts';
import { scenarioSchema } from './schema.ts';
import { toScenario } from './to-scenario.ts';

/** What came of a scenario's file: both are undefined exactly when a problem is an error. */
export interface ParsedScenario {
  readonly scenario: Scenario | undefined;
  /** Where its keys and values stand. */
  readonly mapping: YamlMapping | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Reads a scenario from the bytes of its file. It throws for no bytes whatever. */
export function parseScenario(file: SourceFile): ParsedScenario {
  const decoded = decodeSource(file);
  if (!decoded.ok) return invalid(decoded.problems);
  const source = decoded.value;
  const reading = readYamlMapping({ source, text: source.text, offset: 0, scalars: 'text' });
  if (reading.mapping === undefined) return invalid(reading.diagnostics);
  const { mapping } = reading;
  const parsed = scenarioSchema.safeParse(mapping.value, interpreted);
  const problems = inFileOrder([
    ...reading.diagnostics,
    ...(parsed.success ? [] : zodDiagnostics(mapping, parsed.error, { schema: scenarioSchema })),
  ]);
  if (!parsed.success || hasError(problems)) return invalid(problems);
  return { scenario: toScenario(parsed.data, file.path), mapping, problems };
}

function invalid(problems: readonly Diagnostic[]): ParsedScenario {
  return { scenario: undefined, mapping: undefined, problems };
}
