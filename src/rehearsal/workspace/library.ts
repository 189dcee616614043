import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where the runbooks come from that are rehearsed. */
export interface LibrarySource {
  /** The library's folder; undefined: the runbook is a file that belongs to none, and is copied alone. */
  readonly folder: string | undefined;
  /** The runbook's file, absolute. */
  readonly file: string;
}

const mostBytes = 2 * 1024 * 1024;

/**
 * Copies the library as it stands into `runbooks` of the repository, in the place of what is there; every
 * platform.yaml is left behind. Of other files only those that a library is made of are taken.
 */
export function copyRunbooks({ folder, file }: LibrarySource, repository: string): void {
  const target = join(repository, 'runbooks');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  if (folder === undefined) cpSync(file, join(target, basename(file)));
  else cpSync(folder, target, { recursive: true, dereference: true, filter: belongs });
}

function belongs(path: string): boolean {
  const name = basename(path);
  if (name.startsWith('.') || name === 'node_modules' || name === 'platform.yaml') return false;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return stats.isDirectory() || (stats.isFile() && /\.(?:md|ya?ml)$/.test(name) && stats.size <= mostBytes);
}
