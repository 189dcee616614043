import type { ProblemCode } from '../../problem/codes.ts';
import { errorText, type Problem, problem } from '../../problem/problem.ts';

/** The system's name of an error, such as ENOSPC; undefined for any other kind of error. */
export function errorCode(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}

/** True when the disk or the quota is full. */
export function isNoSpace(thrown: unknown): boolean {
  const code = errorCode(thrown);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** True when there is no such file or folder. */
export function isMissing(thrown: unknown): boolean {
  return errorCode(thrown) === 'ENOENT';
}

/** Turns a failed file operation into a problem: what was tried, and the system's own words as the cause. */
export function fileProblem(code: ProblemCode, tried: string, thrown: unknown): Problem {
  return problem(code, tried, { hint: hintFor(thrown), cause: errorText(thrown) });
}

function hintFor(thrown: unknown): string {
  switch (errorCode(thrown)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'Free some space on that disk, then resume the session';
    case 'EROFS':
      return 'The disk is mounted read-only; choose another sessions folder in the settings';
    case 'EACCES':
    case 'EPERM':
      return 'Check who owns the folder and its mode, or choose another sessions folder in the settings';
    case 'ELOOP':
      return 'Replace the link by the real file or folder';
    case 'EIO':
      return 'The disk reports a fault; look at the system log before you go on';
    default:
      return 'Check the disk and the folder, then resume the session';
  }
}
