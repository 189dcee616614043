import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../problem/problem.ts';
import type { Diagnostic } from '../runbook/diagnostic.ts';
import type { Inventory } from '../runbook/inventory.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseInventory } from '../runbook/parse-inventory.ts';
import { parseRunbook } from '../runbook/parse.ts';
import type { StepShapes } from '../runbook/step-shape.ts';
import { suggestion } from '../runbook/suggest.ts';
import {
  type FolderIndex,
  type FoundRunbook,
  indexFolder,
  pathGiven,
  rootOf,
  shortPath,
} from './library/find-runbook.ts';
import { type LibraryFolder, libraryFolders, type LibraryPlace, type Origin } from './library/folders.ts';
import { readSource } from './library/read-source.ts';
import { idInFrontMatter, idOfFile, idOfPath } from './library/runbook-head.ts';

export type { FoundRunbook } from './library/find-runbook.ts';
export type { LibraryFolder, LibraryPlace, Origin } from './library/folders.ts';

/** A runbook that was parsed, with what its file gave cause to say; none of it is an error. */
export interface LoadedRunbook {
  readonly runbook: Runbook;
  readonly warnings: readonly Diagnostic[];
  readonly origin: Origin;
  /** Absolute; `runbook.path` is the same as people read it. */
  readonly file: string;
}

export interface ListedRunbook extends FoundRunbook {
  /** The path as people read it. */
  readonly path: string;
  /** The file that is found first under this id, where it is another one. */
  readonly shadowedBy?: string;
}

export interface LibraryListing {
  /** In the order in which they are searched; those of one folder by their paths. */
  readonly runbooks: readonly ListedRunbook[];
  /** Folders that could not be read. */
  readonly problems: readonly Problem[];
}

/** platform.yaml parsed, with what it gave cause to say; none of it is an error. */
export interface InventoryFile {
  readonly inventory: Inventory;
  readonly warnings: readonly Diagnostic[];
}

/** The runbooks that can be reached from where the operator stands. Reads files, synchronously; writes nothing. */
export interface Library {
  readonly folders: readonly LibraryFolder[];
  list(): LibraryListing;
  /** The file of an id or path. Problems: nothing has this id (with the nearest), or there is no such file. */
  find(idOrPath: string, near?: string): Result<FoundRunbook>;
  /**
   * Reads and parses. `near`: the absolute path of a runbook whose own library comes first, for what it
   * includes. Problems are the parser's diagnostics where the file is not a valid runbook.
   */
  load(idOrPath: string, near?: string): Result<LoadedRunbook>;
  /** `platform.yaml` beside a runbook (an absolute path), else of its library, else along the chain. */
  inventoryFile(runbookFile: string | undefined): string | undefined;
  /** That file parsed. Undefined: there is none. */
  inventory(runbookFile: string | undefined): Result<InventoryFile | undefined>;
}

/** Opens the chain of libraries. Nothing is read before it is asked for, and nothing is read twice. */
export function openLibrary(place: LibraryPlace, shapes: StepShapes): Library {
  const folders = libraryFolders(place);
  const indexes = new Map<string, FolderIndex>();
  const parsed = new Map<string, Result<LoadedRunbook>>();

  function indexOf(root: string, origin: Origin): FolderIndex {
    const known = indexes.get(root) ?? indexFolder(root, origin);
    indexes.set(root, known);
    return known;
  }

  function find(idOrPath: string, near?: string): Result<FoundRunbook> {
    const path = pathGiven(idOrPath, place.cwd);
    if (path !== undefined) return findFile(path, folders);
    const own = near === undefined ? undefined : rootOf(near, folders);
    const ownIndex = own === undefined ? [] : indexOf(own, originOf(own, folders)).runbooks;
    const all = [...ownIndex, ...folders.flatMap(({ path: root, origin }) => indexOf(root, origin).runbooks)];
    const found = all.find(({ id }) => id === idOrPath);
    return found === undefined ? err(unknownRunbook(idOrPath, all)) : ok(found);
  }

  function inventoryFile(runbookFile: string | undefined): string | undefined {
    const beside =
      runbookFile === undefined
        ? []
        : [...foldersAbove(runbookFile, place.cwd), rootOf(runbookFile, folders)];
    const candidates = [...beside, ...folders.map(({ path }) => path)];
    return candidates.map((folder) => join(folder, 'platform.yaml')).find((file) => existsSync(file));
  }

  return {
    folders,
    find,
    inventoryFile,
    list() {
      const found = folders.map(({ path, origin }) => indexOf(path, origin));
      const runbooks = found.flatMap((index) => index.runbooks);
      return {
        runbooks: runbooks.map((each) => listed(each, runbooks, place.cwd)),
        problems: found.flatMap(({ problems }) => problems),
      };
    },
    load(idOrPath, near) {
      const found = find(idOrPath, near);
      if (!found.ok) return found;
      const { file, origin } = found.value;
      const known = parsed.get(`${origin} ${file}`);
      const loaded = known ?? parseFound(found.value, shortPath(file, place.cwd), shapes);
      parsed.set(`${origin} ${file}`, loaded);
      return loaded;
    },
    inventory(runbookFile) {
      const file = inventoryFile(runbookFile);
      return file === undefined ? ok(undefined) : readInventory(file, shortPath(file, place.cwd));
    },
  };
}

function findFile(file: string, folders: readonly LibraryFolder[]): Result<FoundRunbook> {
  const bytes = readSource(file);
  if (!bytes.ok) return bytes;
  const root = rootOf(file, folders);
  const known = folders.find(({ path }) => path === root);
  const plain = known === undefined ? idOfFile(file) : idOfPath(file.slice(root.length + 1));
  return ok({ id: idInFrontMatter(bytes.value) ?? plain, file, origin: 'path', root });
}

function originOf(root: string, folders: readonly LibraryFolder[]): Origin {
  return folders.find(({ path }) => path === root)?.origin ?? 'path';
}

function unknownRunbook(id: string, all: readonly FoundRunbook[]): Problem {
  const known = [...new Set(all.map((each) => each.id))];
  const hint = suggestion(id, known) ?? 'Write a team’s own library with teei-runbook init';
  return problem('library/unknown-runbook', `There is no runbook ${JSON.stringify(id)}.`, { hint });
}

function listed(found: FoundRunbook, all: readonly FoundRunbook[], cwd: string): ListedRunbook {
  const first = all.find(({ id }) => id === found.id);
  const path = shortPath(found.file, cwd);
  return first === undefined || first.file === found.file
    ? { ...found, path }
    : { ...found, path, shadowedBy: shortPath(first.file, cwd) };
}

function parseFound(found: FoundRunbook, path: string, shapes: StepShapes): Result<LoadedRunbook> {
  const bytes = readSource(found.file);
  if (!bytes.ok) return bytes;
  const { runbook, problems } = parseRunbook({ path, bytes: bytes.value }, shapes);
  if (runbook === undefined) return { ok: false, problems };
  // The parser sees one file; the id by the place in a library is known here.
  return ok({
    runbook: { ...runbook, id: found.id },
    warnings: problems,
    origin: found.origin,
    file: found.file,
  });
}

function readInventory(file: string, path: string): Result<InventoryFile> {
  const bytes = readSource(file);
  if (!bytes.ok) return bytes;
  const { inventory, problems } = parseInventory({ path, bytes: bytes.value });
  return inventory === undefined ? { ok: false, problems } : ok({ inventory, warnings: problems });
}

/** The folder of a file, and those above it as far as `top`, the nearest first; of one outside of it its own alone. */
function foldersAbove(file: string, top: string): readonly string[] {
  const folder = dirname(file);
  return folder.startsWith(`${top}${sep}`) ? [folder, ...foldersAbove(folder, top)] : [folder];
}
