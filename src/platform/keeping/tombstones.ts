import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Tombstone } from '../../session/log/tombstone.ts';
import { syncFolder } from '../journal/durable-file.ts';
import { type KeepingFolder, keepingFolder } from './keeping-folder.ts';

/**
 * What is left of the sessions that were removed from a folder, newest first; of one that was removed twice its last. One that
 * is there again, or was not removed after all, has none. What can't be read is passed over.
 */
export async function readTombstones(root: string): Promise<readonly Tombstone[]> {
  const { tombstones, root: folder } = keepingFolder(root);
  if (!existsSync(tombstones)) return [];
  const { tombstoneSchema } = await import('../../session/log/tombstone.ts');
  const text = await readFile(tombstones, 'utf8').catch(() => '');
  const last = new Map<string, Tombstone>();
  for (const line of text.split('\n')) {
    const tombstone = tombstoneSchema.safeParse(jsonOf(line)).data;
    if (tombstone !== undefined) last.set(tombstone.session, tombstone);
  }
  return [...last.values()]
    .filter(({ session }) => !existsSync(join(folder, session)))
    .toSorted((one, other) => (one.session < other.session ? 1 : -1));
}

/** Adds one, and makes it last. Rejects with the system's error. Only in the keeping folder's turn. */
export async function addTombstone({ tombstones }: KeepingFolder, tombstone: Tombstone): Promise<void> {
  const handle = await open(tombstones, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    // What a killed process left of a line stays a line of its own.
    const gap = size > 0 && !(await endsLine(handle, size)) ? '\n' : '';
    await handle.writeFile(`${gap}${JSON.stringify(tombstone)}\n`);
    await handle.datasync();
    if (size === 0) await syncFolder(dirname(tombstones));
  } finally {
    await handle.close();
  }
}

async function endsLine(handle: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
