import { dirname, resolve } from 'node:path';
import type { Io } from '../io.ts';
import { git } from './git.ts';

type Revision = { readonly git_rev: string; readonly dirty: boolean };

/** The git revision of each file that lies in a repository, and whether the file differs from it. */
export async function revisionsOf(paths: readonly string[], io: Io): Promise<ReadonlyMap<string, Revision>> {
  const found = await Promise.all(
    paths.map(async (path) => [path, await revisionOf(resolve(io.cwd, path), io)] as const),
  );
  return new Map(
    found.flatMap(([path, revision]) => (revision === undefined ? [] : [[path, revision] as const])),
  );
}

async function revisionOf(file: string, io: Io): Promise<Revision | undefined> {
  const head = await git(['rev-parse', 'HEAD'], dirname(file), io);
  if (head === undefined) return undefined;
  const status = await git(['status', '--porcelain', '--', file], dirname(file), io);
  return { git_rev: head, dirty: status !== '' };
}
