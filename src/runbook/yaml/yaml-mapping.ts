import type { Span } from '../../problem/problem.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { SourceText } from '../source-text.ts';

export type YamlPath = readonly (string | number)[];

/** One YAML mapping of a file, as plain values, with the place of each of its keys and values. */
export interface YamlMapping {
  readonly value: Readonly<Record<string, unknown>>;
  /** The mapping itself. */
  readonly span: Span;
  /** The key at the path, or the nearest thing above it that is written in the file. */
  keySpan(path: YamlPath): Span;
  /** The value at the path, or the nearest thing above it that is written in the file. */
  valueSpan(path: YamlPath): Span;
}

/** What was read. A mapping with diagnostics is only good for finding more of them. */
export interface YamlReading {
  readonly mapping: YamlMapping | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface YamlBlock {
  readonly source: SourceText;
  /** The YAML, of the same length as the stretch of the file that it stands for, so that offsets agree. */
  readonly text: string;
  /** Where in the file it begins. */
  readonly offset: number;
  /** `text`: every scalar as it is written (1.0 stays "1.0"); `typed`: by YAML's core schema. */
  readonly scalars: 'typed' | 'text';
}
