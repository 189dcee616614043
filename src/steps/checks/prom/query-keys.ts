import * as z from 'zod';
import { boundSchema } from './bounds.ts';
import { sourceKeys } from './source.ts';

/** The keys of every check that asks for a figure. */
export const queryKeys = {
  ...sourceKeys,
  /** PromQL. It must come to one figure, or with `for-each` to one for each value of that label. */
  query: z.string().trim().min(1),
  /** What the figure is, for people. */
  name: z.string().min(1).default('the figure'),
  unit: z.string().default(''),
  'for-each': z
    .string()
    .regex(/^[A-Za-z_]\w*$/, { error: 'must be the name of a label, such as service' })
    .optional(),
  /** Less traffic than this says nothing. The query has the same labels as the other one. */
  'min-traffic': z
    .strictObject({ query: z.string().trim().min(1), 'at-least': boundSchema, unit: z.string().default('') })
    .optional(),
  /** What is made of a figure that has too little traffic behind it. */
  'zero-traffic': z.enum(['inconclusive', 'pass']).default('inconclusive'),
} as const;

const querySchema = z.object(queryKeys);

export type QueryArgs = z.infer<typeof querySchema>;
