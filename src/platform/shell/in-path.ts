import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where it was found last: every command of a session asks for the same, and a PATH can be long. */
let last: { readonly program: string; readonly path: string; readonly file: string } | undefined;

/** True where a program of this name can be run: by its path, or from a folder of PATH. */
export function isInPath(program: string, path = ''): boolean {
  if (program.includes('/')) return isExecutable(program);
  if (last?.program === program && last.path === path && isExecutable(last.file)) return true;
  const files = path.split(delimiter).map((folder) => join(folder === '' ? '.' : folder, program));
  const file = files.find(isExecutable);
  last = file === undefined ? undefined : { program, path, file };
  return file !== undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
