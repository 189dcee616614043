import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, isMissing } from './system-error.ts';

/**
 * Writes a whole new file (0600) that is either there completely or not at all, whatever is killed: a
 * temporary file, fdatasync, rename, fsync of the folder. Rejects with the system's error.
 */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.chmod(0o600);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await renameDurably(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

/** Renames a file that is already on the disk, and makes the new name last. Rejects with the system's error. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(dirname(from));
}

/**
 * Makes a folder (0700) and what is missing above it, and makes their names last. Rejects with the system's error: a recursive
 * `mkdir` of Node says "no such file" of a disk that is read-only.
 */
export async function makeFolderDurably(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (thrown) {
    if (errorCode(thrown) === 'EEXIST') return;
    if (!isMissing(thrown) || dirname(path) === path) throw thrown;
    await makeFolderDurably(dirname(path));
    return makeFolderDurably(path);
  }
  await syncFolder(dirname(path));
}

/** Makes the names in a folder last. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
