import type { Diagnostic } from '../../runbook/diagnostic.ts';
import type { SourceFile } from '../../runbook/source-text.ts';
import type { YamlMapping } from '../../runbook/yaml/read-mapping.ts';
import { readYamlFile } from '../../runbook/yaml/read-yaml-file.ts';
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
  const read = readYamlFile(file, runbookTestSchema);
  if (read.kind === 'invalid') return { tests: undefined, mapping: undefined, problems: read.problems };
  const { data, mapping, problems } = read;
  return { tests: toTests(data, file.path), mapping, problems };
}
