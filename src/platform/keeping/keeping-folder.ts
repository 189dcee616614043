import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, problem, type Result } from '../../problem/problem.ts';
import { makeFolderDurably } from '../journal/durable-file.ts';
import { ensurePrivateFolder } from '../journal/private-folder.ts';
import { takeLock, type WriterNote } from '../journal/session-lock.ts';
import { fileProblem } from '../journal/system-error.ts';
import { removeTree } from './remove-tree.ts';

/** Where sessions stand while they come and go: below the folder of all sessions, on the same disk, and never listed. */
export interface KeepingFolder {
  /** The folder of all sessions, absolute. */
  readonly root: string;
  /** Sessions that are being unpacked. */
  readonly arriving: string;
  /** Sessions that are being removed. */
  readonly leaving: string;
  /** The file of what is left of those that were removed, a line each. */
  readonly tombstones: string;
}

/** Its places, whether they are there or not. */
export function keepingFolder(root: string): KeepingFolder {
  const base = join(resolve(root), '.keeping');
  return {
    root: resolve(root),
    arriving: join(base, 'arriving'),
    leaving: join(base, 'leaving'),
    tombstones: join(base, 'tombstones.jsonl'),
  };
}

/**
 * Does work that brings sessions in or takes them out: one at a time, whoever does it. What a killed one left is cleared away
 * first: a session that was not put in place, and one that was already taken out.
 */
export async function inKeepingFolder<T>(
  root: string,
  writer: WriterNote,
  work: (folder: KeepingFolder) => Promise<Result<T>>,
): Promise<Result<T>> {
  const folder = keepingFolder(root);
  const base = join(folder.root, '.keeping');
  const owner = process.getuid?.();
  try {
    await makeFolderDurably(folder.root);
  } catch (thrown) {
    return err(fileProblem('log/unwritable', `The folder ${folder.root} can’t be made.`, thrown));
  }
  for (const path of [base, folder.arriving, folder.leaving]) {
    const made = await ensurePrivateFolder(path, owner);
    if (!made.ok) return made;
  }
  const lock = await takeLock(base, owner, writer);
  if (!lock.ok)
    return lock.problems.some(({ code }) => code === 'log/locked') ? err(busy(folder.root)) : lock;
  try {
    await clear(folder);
    return await work(folder);
  } catch (thrown) {
    return err(fileProblem('log/unwritable', `The folder ${base} can’t be used.`, thrown));
  } finally {
    await lock.value.release();
  }
}

async function clear({ arriving, leaving }: KeepingFolder): Promise<void> {
  for (const folder of [arriving, leaving]) {
    for (const name of await readdir(folder)) await removeTree(join(folder, name));
  }
}

function busy(root: string) {
  return problem('keep/busy', `Another import or prune works in ${root} just now.`, {
    hint: 'Wait until it has ended',
  });
}
