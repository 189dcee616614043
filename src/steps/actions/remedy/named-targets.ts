import * as z from 'zod';
import { type Target, targetsOf } from '../../checks/targets.ts';
import type { PreviewContext } from '../../context.ts';

/** The key `services` of a remedy: it must be said which; empty text, such as of a finding that concerns none, means none. */
export const namedServices = z.union([z.string(), z.array(z.string().min(1)).min(1)]);

/** The services that are named. */
export function namedTargets(
  asked: z.infer<typeof namedServices>,
  context: PreviewContext,
): readonly Target[] {
  const isEmpty = [asked].flat().every((text) => text.trim() === '');
  return isEmpty ? [] : targetsOf(asked, context);
}
