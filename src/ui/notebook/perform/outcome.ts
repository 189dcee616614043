import { ok, type Result } from '../../../problem/problem.ts';
import type { Performed } from './context.ts';

/** Nothing was done: the operator thought better of it. */
export const cancelled: Performed = ok('stay');

/** Stays in the notebook after it, refused or not. */
export async function stay(done: Promise<Result<void>>): Promise<Performed> {
  const result = await done;
  return result.ok ? ok('stay') : result;
}

/** Leaves the notebook after it, unless it was refused. */
export async function leave(done: Promise<Result<void>>): Promise<Performed> {
  const result = await done;
  return result.ok ? ok('leave') : result;
}
