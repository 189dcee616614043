import { constants, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { errorText, type Problem, problem } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { packageRoot } from '../package-root.ts';

/** What came of a copy; the files are paths below its folder. */
export interface CopiedLibrary {
  readonly written: readonly string[];
  /** These were there before, and were not touched. */
  readonly left: readonly string[];
  readonly problems: readonly Problem[];
}

/** Copies the bundled library into a folder. A file that exists is never changed, whatever it is. */
export function copyLibrary(target: string, source = join(packageRoot(), 'runbooks')): CopiedLibrary {
  const written: string[] = [];
  const left: string[] = [];
  try {
    for (const file of bundledFiles(source)) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      if (copyNew(join(source, file), join(target, file))) written.push(file);
      else left.push(file);
    }
    return { written, left, problems: [] };
  } catch (thrown) {
    const message = `${visibleText(target)} can’t be written.`;
    const hint = 'Check the folder’s owner and mode, or name another one: teei-runbook init FOLDER';
    return {
      written,
      left,
      problems: [problem('library/unwritable', message, { hint, cause: errorText(thrown) })],
    };
  }
}

function bundledFiles(source: string): readonly string[] {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** False: something of that name is there. */
function copyNew(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}
