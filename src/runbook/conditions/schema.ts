import * as z from 'zod';
import type { Condition, Value } from '../condition.ts';
import { compilePattern } from '../pattern.ts';
import { valueNameSchema } from '../values/names.ts';

/** A condition as YAML holds it. */
interface ValueTest {
  readonly value: string;
  readonly equals?: Value | undefined;
  readonly in?: readonly Value[] | undefined;
  readonly matches?: string | undefined;
  readonly 'less-than'?: number | undefined;
  readonly 'at-most'?: number | undefined;
  readonly 'greater-than'?: number | undefined;
  readonly 'at-least'?: number | undefined;
  readonly set?: boolean | undefined;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const operators = [
  'equals',
  'in',
  'matches',
  'less-than',
  'at-most',
  'greater-than',
  'at-least',
  'set',
] as const;
const mostConditions = 50;

const valueTest = z
  .strictObject({
    value: valueNameSchema,
    equals: scalar.optional(),
    in: z.array(scalar).min(1).optional(),
    matches: z
      .string()
      .refine((text) => compilePattern(text) !== undefined, { error: 'must be a pattern in RE2 syntax' })
      .optional(),
    'less-than': z.number().optional(),
    'at-most': z.number().optional(),
    'greater-than': z.number().optional(),
    'at-least': z.number().optional(),
    set: z.boolean().optional(),
  })
  .transform((test, context): Condition => {
    const written = operators.filter((operator) => test[operator] !== undefined);
    if (written.length === 1) return toCondition(test);
    const message = `needs exactly one of ${operators.join(', ')} beside \`value\``;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/**
 * A condition as authors write it (`{ value: tier, equals: gold }`, `all: […]`, `any: […]`, `not: {…}`),
 * turned into the closed union that is evaluated.
 */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    valueTest,
    z
      .strictObject({ all: z.array(conditionSchema).min(1).max(mostConditions) })
      .transform(({ all }): Condition => ({ op: 'all', conditions: all })),
    z
      .strictObject({ any: z.array(conditionSchema).min(1).max(mostConditions) })
      .transform(({ any }): Condition => ({ op: 'any', conditions: any })),
    z
      .strictObject({ not: conditionSchema })
      .transform(({ not }): Condition => ({ op: 'not', condition: not })),
  ]),
);

function toCondition(test: ValueTest): Condition {
  const name = test.value;
  if (test.equals !== undefined) return { op: 'equals', name, value: test.equals };
  if (test.in !== undefined) return { op: 'in', name, values: test.in };
  if (test.matches !== undefined) return { op: 'matches', name, pattern: test.matches };
  for (const op of ['less-than', 'at-most', 'greater-than', 'at-least'] as const) {
    const value = test[op];
    if (value !== undefined) return { op, name, value };
  }
  return { op: 'set', name, set: test.set ?? true };
}
