import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The first part of a path below a session's folder that is a symbolic link: the bytes behind it are not the session's.
 * Rejects with the system's error.
 */
export async function linkOnTheWay(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const part = parts.slice(0, depth).join('/');
    if ((await lstat(join(folder, part))).isSymbolicLink()) return part;
  }
  return undefined;
}
