import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FoundRunbook, LibraryFolder } from '../../platform/library.ts';
import type { WrittenInventory } from '../../runbook/inventory-schema.ts';
import type { LibrarySource } from '../../rehearsal/workspace/library.ts';

/** The library that a runbook belongs to. A file that lies about somewhere belongs to none. */
export function librarySource(found: FoundRunbook, folders: readonly LibraryFolder[]): LibrarySource {
  const isLibrary = basename(found.root) === 'runbooks' || folders.some(({ path }) => path === found.root);
  return { folder: isLibrary ? found.root : undefined, file: found.file };
}

/** The git repository around a folder that holds an overlay of the inventory. Undefined: there is none. */
export function teamRepository(cwd: string, { environments }: WrittenInventory): string | undefined {
  const root = repositoryRoot(resolve(cwd));
  const overlays = Object.values(environments).flatMap(({ values }) => values['overlay'] ?? []);
  const has =
    root !== undefined && overlays.some((path) => existsSync(join(root, path, 'kustomization.yaml')));
  return has ? root : undefined;
}

function repositoryRoot(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : repositoryRoot(dirname(folder));
}
