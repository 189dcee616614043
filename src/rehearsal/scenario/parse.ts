import type { Diagnostic } from '../../runbook/diagnostic.ts';
import type { SourceFile } from '../../runbook/source-text.ts';
import type { YamlMapping } from '../../runbook/yaml/read-mapping.ts';
import { readYamlFile } from '../../runbook/yaml/read-yaml-file.ts';
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
  const read = readYamlFile(file, scenarioSchema);
  if (read.kind === 'invalid') return { scenario: undefined, mapping: undefined, problems: read.problems };
  const { data, mapping, problems } = read;
  return { scenario: toScenario(data, file.path), mapping, problems };
}
