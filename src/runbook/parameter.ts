import type { Span } from '../problem/problem.ts';

export const parameterTypes = [
  'string',
  'enum',
  'list',
  'integer',
  'number',
  'boolean',
  'duration',
  'version',
  'url',
  'secret',
] as const;

export type ParameterType = (typeof parameterTypes)[number];

/** A typed value that a runbook asks for before it starts. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly description?: string;
  readonly example?: string;
  /** As text, as it would be typed. */
  readonly default?: string;
  readonly optional: boolean;
  /** Allowed values of an `enum`, or of a `list`'s members; empty: any. `services` stands for the inventory's names. */
  readonly values: readonly string[] | 'services';
  /** A pattern (RE2 syntax) the whole value must match. */
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly span: Span;
}
