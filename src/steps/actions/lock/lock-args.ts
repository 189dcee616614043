import * as z from 'zod';
import { durationSchema } from '../../../runbook/values/duration.ts';
import type { HoldContext, PreviewContext } from '../../context.ts';
import type { Holder } from './lease.ts';

/** A Lease is given in whole seconds, and one that ends before it can be renewed is none. */
const shortest = 3000;
const longest = 3_600_000;

const name = z
  .string()
  .regex(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 'must be a name such as teei-runbook')
  .default('teei-runbook');

/** Of both actions: which lock. */
export const lockSchema = z.strictObject({
  /** Name of the Lease. Runbooks that must not run at the same time take the same. */
  name,
});

export const acquireSchema = lockSchema.extend({
  /** For how long the lock outlives a session that died. It is renewed much more often. */
  duration: durationSchema
    .refine((ms) => ms >= shortest && ms <= longest && ms % 1000 === 0, 'must be whole seconds from 3s to 1h')
    .default(120_000),
});

export type LockArgs = z.infer<typeof lockSchema>;
export type AcquireArgs = z.infer<typeof acquireSchema>;

/** Key of the hold. */
export function lockKey(args: LockArgs): string {
  return `lock ${args.name}`;
}

/** As the operator knows it. */
export function lockText(args: LockArgs, { environment }: PreviewContext): string {
  return `the lock ${args.name} of ${environment.namespace}`;
}

export function holderOf({ operator, values }: Pick<HoldContext, 'operator' | 'values'>): Holder {
  return { operator, session: String(values['session'] ?? '') };
}
