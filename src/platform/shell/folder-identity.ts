import { statSync } from 'node:fs';

/** Tells a folder from another that has taken its name. Undefined: there is none. */
export function folderIdentity(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats && `${path}:${stats.dev}:${stats.ino}`;
}
