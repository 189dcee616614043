import type { ProblemCode } from '../../problem/codes.ts';
import { errorText, type Problem, problem } from '../../problem/problem.ts';
import { isMissing, isNoSpace } from '../journal/system-error.ts';

/** Turns a failed file operation of archive, import or prune into a problem: nothing of it was put in place. */
export function keepProblem(code: ProblemCode, tried: string, thrown: unknown): Problem {
  return problem(code, tried, { hint: hintFor(thrown), cause: errorText(thrown) });
}

function hintFor(thrown: unknown): string {
  if (isNoSpace(thrown)) return 'Free some space on that disk, then try again';
  if (isMissing(thrown)) return 'Check the path, then try again';
  return 'Check the disk and who may read and write there, then try again';
}
