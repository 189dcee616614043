import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '../../problem/problem.ts';
import type { LibraryFolder, Origin } from './folders.ts';
import { readSource } from './read-source.ts';
import { idInFrontMatter, idOfPath } from './runbook-head.ts';
import { scanFolder } from './scan-folder.ts';

/** A runbook's file as a library holds it, not parsed yet. */
export interface FoundRunbook {
  readonly id: string;
  /** Absolute. */
  readonly file: string;
  readonly origin: Origin;
  /** The library folder that it lies in. */
  readonly root: string;
}

export interface FolderIndex {
  readonly runbooks: readonly FoundRunbook[];
  readonly problems: readonly Problem[];
}

/** The runbooks of one folder in order of their paths. A file that can't be read is there by its path's id. */
export function indexFolder(root: string, origin: Origin): FolderIndex {
  const scan = scanFolder(root);
  const runbooks = scan.files.map((below): FoundRunbook => {
    const file = join(root, below);
    const bytes = readSource(file);
    const own = bytes.ok ? idInFrontMatter(bytes.value) : undefined;
    return { id: own ?? idOfPath(below), file, origin, root };
  });
  return { runbooks, problems: scan.problems };
}

/** True where the text can only be meant as a path, not as an id. */
function isPath(text: string): boolean {
  return text.endsWith('.md') || /^\.{0,2}\//.test(text);
}

/** The absolute path of a file that is meant by this text. Undefined: it is an id. */
export function pathGiven(text: string, cwd: string): string | undefined {
  if (isPath(text)) return resolve(cwd, text);
  return text.includes('/') && existsSync(resolve(cwd, text)) ? resolve(cwd, text) : undefined;
}

/** The library folder that a file belongs to: a known one, else the nearest folder called `runbooks`, else its own. */
export function rootOf(file: string, folders: readonly LibraryFolder[]): string {
  const known = folders.find(({ path }) => isBelow(file, path));
  if (known !== undefined) return known.path;
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    if (basename(folder) === 'runbooks') return folder;
  }
  return dirname(file);
}

/** A path as people read it: below the current folder relative, elsewhere absolute. */
export function shortPath(file: string, cwd: string): string {
  return isBelow(file, cwd) ? relative(cwd, file) : file;
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
