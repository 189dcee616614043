import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folders of one rehearsal, all below a private one. Absolute paths. */
export interface Folders {
  readonly root: string;
  /** HOME of commands. */
  readonly home: string;
  /** Where commands keep what is temporary. */
  readonly temporary: string;
  /** Stand-ins, first in PATH. */
  readonly tools: string;
  /** Keys of the rehearsal's people. */
  readonly keys: string;
  /** The team's repository, as the session's working folder. */
  readonly repository: string;
  /** The bare repository that it is pushed to. */
  readonly origin: string;
  readonly kubeconfig: string;
}

/** How the folders of rehearsals are called, below the system's folder for temporary files. */
export const folderPrefix = 'teei-rehearsal-';
/** Says whose a folder is, so that what a killed rehearsal has left can be told and removed. */
export const ownerFile = 'owner.json';

/** Makes the folders, for their owner alone. `owner`: who makes them, as JSON. Throws where the system refuses. */
export function makeFolders(owner: string): Folders {
  const root = mkdtempSync(join(tmpdir(), folderPrefix));
  chmodSync(root, 0o700);
  writeFileSync(join(root, ownerFile), owner, { mode: 0o600 });
  const folders: Folders = {
    root,
    home: join(root, 'home'),
    temporary: join(root, 'tmp'),
    tools: join(root, 'bin'),
    keys: join(root, 'keys'),
    repository: join(root, 'platform'),
    origin: join(root, 'origin.git'),
    kubeconfig: join(root, 'kubeconfig'),
  };
  for (const path of [folders.home, folders.temporary, folders.tools, folders.keys]) mkdirSync(path);
  return folders;
}

/** Removes everything. What is gone already is no fault. */
export function removeFolders({ root }: Pick<Folders, 'root'>): void {
  // A git that is still at work writes into it while it is being removed.
  rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
