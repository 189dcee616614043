import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of all files under a folder. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Removes what a round has left, so that the disk is not filled. */
export function removeOutputs(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
