import { chmodSync, lstatSync, mkdirSync, type Stats } from 'node:fs';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import { errorCode, fileProblem, isMissing } from './system-error.ts';

// Metadata of a single name takes microseconds; a way through the thread pool takes ten times that, for each of
// several before every command. So these calls are synchronous; what waits for the disk is not.

/** The user whose files the session's may be; undefined where the system has no user numbers. */
export type Owner = number | undefined;

/** Makes sure that a folder is there, is a real one, belongs to the user, and is closed to others (0700). */
export async function ensurePrivateFolder(path: string, owner: Owner): Promise<Result<void>> {
  try {
    makeFolder(path);
    const stats = lstatSync(path);
    const fault = folderFault(path, stats, owner);
    if (fault !== undefined) return err(fault);
    if ((stats.mode & 0o777) !== 0o700) chmodSync(path, 0o700);
    return ok(undefined);
  } catch (thrown) {
    return err(fileProblem('log/unwritable', `The folder ${path} can’t be made or used.`, thrown));
  }
}

/** Checks, changing nothing, that a folder is a real one and belongs to the user. */
export async function checkPrivateFolder(path: string, owner: Owner): Promise<Result<void>> {
  try {
    const fault = folderFault(path, lstatSync(path), owner);
    return fault === undefined ? ok(undefined) : err(fault);
  } catch (thrown) {
    if (isMissing(thrown)) return err(missing(path));
    return err(fileProblem('log/unreadable', `The folder ${path} can’t be looked at.`, thrown));
  }
}

/** Checks that a path is a plain file of the user with no second name, or is not there at all. */
export async function checkPrivateFile(path: string, owner: Owner): Promise<Result<void>> {
  try {
    const stats = lstatSync(path);
    if (!stats.isFile()) return err(notPrivate(path, 'is not a plain file'));
    if (stats.nlink > 1) return err(notPrivate(path, 'has a second name elsewhere (a hard link)'));
    return isForeign(stats, owner) ? err(notPrivate(path, foreign(stats, owner))) : ok(undefined);
  } catch (thrown) {
    if (isMissing(thrown)) return ok(undefined);
    return err(fileProblem('log/unreadable', `The file ${path} can’t be looked at.`, thrown));
  }
}

function folderFault(path: string, stats: Stats, owner: Owner): Problem | undefined {
  if (stats.isSymbolicLink()) return notPrivate(path, 'is a symbolic link');
  if (!stats.isDirectory()) return notPrivate(path, 'is not a folder');
  return isForeign(stats, owner) ? notPrivate(path, foreign(stats, owner)) : undefined;
}

function isForeign(stats: Stats, owner: Owner): boolean {
  return owner !== undefined && stats.uid !== owner;
}

function foreign(stats: Stats, owner: Owner): string {
  return `belongs to user ${stats.uid}, expected user ${owner ?? 'unknown'}`;
}

function notPrivate(path: string, what: string): Problem {
  return problem('log/not-private', `${path} ${what}.`, {
    hint: 'Find out who put it there; a session’s files must be real ones of your own',
  });
}

function missing(path: string): Problem {
  return problem('log/session-missing', `There is no session folder ${path}.`, {
    hint: 'List the sessions to see their ids',
  });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    if (errorCode(thrown) !== 'EEXIST') throw thrown;
  }
}
