import * as z from 'zod';
import { templateNames } from '../../../runbook/template.ts';

/** A whole number within bounds, or text that becomes one: text that holds a template is looked at when it is filled. */
export function countSchema(min: number, max: number): z.ZodUnion<[z.ZodInt, z.ZodString]> {
  const isCount = (count: number): boolean => Number.isInteger(count) && count >= min && count <= max;
  const error = `must be a whole number from ${String(min)} to ${String(max)}`;
  return z.union([
    z.int().refine(isCount, { error }),
    z
      .string()
      .refine((text) => hasTemplate(text) || (/^-?\d{1,6}$/.test(text) && isCount(Number(text))), { error }),
  ]);
}

/** True of text that is to be filled in still. */
export function hasTemplate(text: string): boolean {
  return templateNames({ text }).length > 0;
}
