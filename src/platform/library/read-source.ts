import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { ProblemCode } from '../../problem/codes.ts';
import { err, errorText, ok, problem, type Result } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';

/** More than the parser takes, so that it is the parser who says that a file is too large. */
const maxBytes = 4 * 1024 * 1024;

/** Reads a file that somebody wrote. Never waits for a pipe, never reads without end. */
export function readSource(path: string, code: ProblemCode = 'library/unreadable'): Result<Buffer> {
  const shown = visibleText(path);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) {
      return err(
        problem(code, `${shown} is not a plain file.`, { hint: 'Give a file, such as runbooks/deploy.md' }),
      );
    }
    if (stats.size > maxBytes)
      return err(problem('parse/too-large', `${shown} has ${stats.size} bytes; 2 MiB is the most.`));
    return ok(readFileSync(descriptor));
  } catch (thrown) {
    const cause = errorText(thrown);
    if (cause.startsWith('ENOENT'))
      return err(problem(code, `There is no file ${shown}.`, { hint: 'Check the path' }));
    return err(problem(code, `${shown} can’t be read.`, { hint: 'Check its owner and mode', cause }));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
