import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** True where a program of this name can be run: by its path, or from a folder of PATH. */
export function isInPath(program: string, path = ''): boolean {
  if (program.includes('/')) return isExecutable(program);
  return path.split(delimiter).some((folder) => isExecutable(join(folder === '' ? '.' : folder, program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
