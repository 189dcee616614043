import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes a folder with all that is in it, sealed folders too; links are not followed. Nothing there: nothing to do. */
export async function removeTree(path: string): Promise<void> {
  await openUp(path).catch(() => undefined);
  await rm(path, { recursive: true, force: true });
}

async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await openUp(join(folder, entry.name));
}
