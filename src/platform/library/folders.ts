import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { pathsOf } from '../paths.ts';

/** Where a runbook comes from: a path that was given, the team's repository, the user, or this package. */
export type Origin = 'path' | 'repository' | 'user' | 'bundled';

/** A folder of runbooks; it need not exist. */
export interface LibraryFolder {
  readonly origin: Exclude<Origin, 'path'>;
  /** Absolute. */
  readonly path: string;
}

/** What decides where runbooks are looked for. */
export interface LibraryPlace {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's library, where the settings name one; else it is below XDG_DATA_HOME. */
  readonly userFolder?: string;
  /** For tests: another folder than the package's own. */
  readonly bundledFolder?: string;
}

/** The folders in the order in which they are searched, each once. */
export function libraryFolders(place: LibraryPlace): readonly LibraryFolder[] {
  const user = place.userFolder ?? userFolder(place.env);
  const folders: readonly LibraryFolder[] = [
    { origin: 'repository', path: join(repositoryRoot(place.cwd), 'runbooks') },
    ...(user === undefined ? [] : [{ origin: 'user' as const, path: resolve(place.cwd, user) }]),
    { origin: 'bundled', path: place.bundledFolder ?? join(packageRoot(), 'runbooks') },
  ];
  return folders.filter(({ path }, index) => folders.findIndex((each) => each.path === path) === index);
}

/** The nearest folder above that holds `.git`, or the folder itself where there is none. */
function repositoryRoot(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return resolve(cwd);
  }
}

function userFolder(env: LibraryPlace['env']): string | undefined {
  const paths = pathsOf(env);
  return paths.ok ? paths.value.library : undefined;
}
