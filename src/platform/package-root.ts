import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, which holds `runbooks/`: the same for the sources and for the bundle. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** The version of this package, `0.0.0` where its package.json can't be read. */
export function packageVersion(): string {
  const version = /"version":\s*"([^"]+)"/.exec(readMetadata())?.[1];
  return version ?? '0.0.0';
}

function readMetadata(): string {
  try {
    return readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  } catch {
    return '';
  }
}
