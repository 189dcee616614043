import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isOfTheSession, isOfTheWriter } from './archive-path.ts';

/** A file or folder of a session. */
export interface SessionFile {
  readonly kind: 'file' | 'folder';
  /** Below the session's folder; '' is that folder. */
  readonly path: string;
  /** Of a file; 0 for a folder. */
  readonly bytes: number;
  /** Changes when the file is written to or replaced. */
  readonly version: string;
}

/** Everything that a session holds. */
export interface SessionFiles {
  /** Each folder before what is in it, names in the order of their UTF-16 units. */
  readonly files: readonly SessionFile[];
  /** Links, pipes and the like, and what somebody else put there: the log does not name them either. */
  readonly others: readonly string[];
}

/** A file that is being written under another name first, and that nobody has asked for yet. */
const draft = /\.[0-9a-f]{12}\.tmp$/;

/** Lists what a session holds, leaving out what is its writer's alone. Throws the system's error. */
export function listSessionFiles(folder: string): SessionFiles {
  const files: SessionFile[] = [];
  const others: string[] = [];
  const walk = (path: string): void => {
    const stats = lstatSync(join(folder, path));
    if (stats.isDirectory()) {
      files.push(fileOf('folder', path, stats));
      for (const name of readdirSync(join(folder, path)).toSorted()) {
        if (!path.startsWith('steps/') && draft.test(name)) continue;
        if (path !== '') walk(`${path}/${name}`);
        else if (isOfTheSession(name)) walk(name);
        else if (!isOfTheWriter(name)) others.push(name);
      }
    } else if (stats.isFile()) files.push(fileOf('file', path, stats));
    else others.push(path);
  };
  walk('');
  return { files, others };
}

function fileOf(kind: SessionFile['kind'], path: string, stats: Stats): SessionFile {
  const version = kind === 'folder' ? '' : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}`;
  return { kind, path, bytes: kind === 'folder' ? 0 : stats.size, version };
}
