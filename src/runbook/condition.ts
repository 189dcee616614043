/** A value that a condition or a template can name: a parameter, an answer, a capture or a fact of the session. */
export type Value = string | number | boolean;

export type Values = Readonly<Record<string, Value>>;

/**
 * A closed set of operators over named values, written as YAML. There are no expression strings, so
 * nothing is evaluated but these.
 */
export type Condition =
  | { readonly op: 'equals'; readonly name: string; readonly value: Value }
  | { readonly op: 'in'; readonly name: string; readonly values: readonly Value[] }
  | { readonly op: 'matches'; readonly name: string; readonly pattern: string }
  | {
      readonly op: 'less-than' | 'at-most' | 'greater-than' | 'at-least';
      readonly name: string;
      readonly value: number;
    }
  | { readonly op: 'set'; readonly name: string; readonly set: boolean }
  | { readonly op: 'all' | 'any'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition };

/** The verdict on a condition with the values it read. `missing`: a value it needs has not been given yet. */
export type ConditionResult =
  | { readonly holds: boolean; readonly inputs: Values }
  | { readonly holds: 'missing'; readonly missing: readonly string[]; readonly inputs: Values };
