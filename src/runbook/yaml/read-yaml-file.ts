import type { z } from 'zod';
import { type Diagnostic, hasError, inFileOrder } from '../diagnostic.ts';
import { interpreted } from '../interpreted.ts';
import { decodeSource, type SourceFile } from '../source-text.ts';
import { readYamlMapping, type YamlMapping } from './read-mapping.ts';
import { zodDiagnostics } from './zod-diagnostics.ts';

/** What came of a file that is one YAML mapping: it is valid unless a problem is an error. */
export type YamlFile<T> =
  | {
      readonly kind: 'valid';
      readonly data: T;
      /** Where its keys and values stand. */
      readonly mapping: YamlMapping;
      readonly problems: readonly Diagnostic[];
    }
  | { readonly kind: 'invalid'; readonly problems: readonly Diagnostic[] };

/**
 * Reads a file that is one YAML mapping from its bytes, and holds it against a schema. It throws for no bytes whatever.
 * `findGaps` tells what the schema can't know is wrong.
 */
export function readYamlFile<T>(
  file: SourceFile,
  schema: z.ZodType<T>,
  findGaps: (data: T, mapping: YamlMapping) => readonly Diagnostic[] = () => [],
): YamlFile<T> {
  const decoded = decodeSource(file);
  if (!decoded.ok) return { kind: 'invalid', problems: decoded.problems };
  const source = decoded.value;
  const { mapping, diagnostics } = readYamlMapping({ source, text: source.text, offset: 0, scalars: 'text' });
  if (mapping === undefined) return { kind: 'invalid', problems: diagnostics };
  const parsed = schema.safeParse(mapping.value, interpreted);
  const problems = inFileOrder([
    ...diagnostics,
    ...(parsed.success ? findGaps(parsed.data, mapping) : zodDiagnostics(mapping, parsed.error, { schema })),
  ]);
  if (!parsed.success || hasError(problems)) return { kind: 'invalid', problems };
  return { kind: 'valid', data: parsed.data, mapping, problems };
}
