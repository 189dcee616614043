import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { ProcessIdentity } from '../../steps/ports/shell.ts';
import { folderPrefix, ownerFile } from './folders.ts';

const ownerSchema = z.object({ pid: z.int(), start: z.string(), bootId: z.string() });
/** Milliseconds after which a folder without an owner's name was never finished. */
const unfinished = 60_000;

/**
 * Removes what rehearsals of this user left behind that were killed. `lives`: whether a process is still there; the
 * folders of those stay. What can't be read or removed is left to the next start.
 */
export function removeLeftovers(lives: (owner: ProcessIdentity) => boolean, now: number): void {
  for (const name of namesIn(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (name.startsWith(folderPrefix) && isLeft(folder, lives, now)) removeQuietly(folder);
  }
}

function isLeft(folder: string, lives: (owner: ProcessIdentity) => boolean, now: number): boolean {
  try {
    const stats = lstatSync(folder);
    if (!stats.isDirectory() || stats.uid !== process.getuid?.()) return false;
    const owner = ownerOf(folder);
    return owner === undefined ? now - stats.mtimeMs > unfinished : !lives(owner);
  } catch {
    return false;
  }
}

function ownerOf(folder: string): ProcessIdentity | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(join(folder, ownerFile), 'utf8')));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody else is at it, or it is in use: the next start tries again.
  }
}
