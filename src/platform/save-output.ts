import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rename, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { errorText, type Problem, problem } from '../problem/problem.ts';
import { errorCode, isMissing } from './journal/system-error.ts';

const slice = 1024 * 1024;

/** What is saved: an output of any size, read in slices. */
interface Saved {
  readonly size: number;
  read(offset: number, length: number): Promise<Buffer>;
}

/** What is at a path that an operator typed; `path` is absolute. */
type Target =
  | { readonly there: 'nothing' | 'file'; readonly path: string }
  | { readonly there: 'refused'; readonly problem: Problem };

/** Saves outputs as files of the operator. */
interface SaveOutput {
  look(path: string): Promise<Target>;
  /** Whole or not at all. A file that is there is only replaced with `replace`. Gives what went wrong. */
  write(path: string, source: Saved, replace: boolean): Promise<Problem | undefined>;
  /** As `write` without `replace`, of a text that is made while it is written. */
  writeText(path: string, pieces: AsyncIterable<string>): Promise<Problem | undefined>;
}

/**
 * A path is taken from the working folder, and `~/` from the home folder. In the folder `sessions` nothing may
 * be written: what is in it is evidence.
 */
export function saveOutput(workingFolder: string, sessions?: string): SaveOutput {
  return {
    look: (path) => look(absolute(path, workingFolder), sessions),
    write: (path, source, replace) =>
      saved(path, () =>
        replace ? replaceFile(path, source) : createFile(path, (file) => copy(source, file)),
      ),
    writeText: (path, pieces) =>
      saved(path, () =>
        createFile(path, async (file) => {
          for await (const piece of pieces) await file.writeFile(piece);
        }),
      ),
  };
}

function absolute(path: string, workingFolder: string): string {
  const typed = path.startsWith('~/') ? `${homedir()}${path.slice(1)}` : path;
  return resolve(workingFolder, typed);
}

async function look(path: string, sessions: string | undefined): Promise<Target> {
  if (path.includes('\0')) return no('A path can’t hold a NUL character.');
  if (sessions !== undefined && `${path}/`.startsWith(`${resolve(sessions)}/`))
    return no(`${sessions} holds the sessions themselves.`);
  const folder = dirname(path);
  try {
    if (!(await stat(folder)).isDirectory()) return no(`${folder} is not a folder.`);
    const found = await lstat(path);
    return found.isFile()
      ? { there: 'file', path }
      : no(`${path} is there already, and is not a plain file.`);
  } catch (thrown) {
    if (!isMissing(thrown))
      return {
        there: 'refused',
        problem: troubled('output/save-refused', `${path} can’t be looked at`, thrown),
      };
    return (await isThere(folder)) ? { there: 'nothing', path } : no(`There is no folder ${folder}.`);
  }
}

function no(message: string): Target {
  const hint = 'Name another file';
  return { there: 'refused', problem: problem('output/save-refused', message, { hint }) };
}

function troubled(
  code: 'output/save-refused' | 'output/save-failed',
  what: string,
  thrown: unknown,
): Problem {
  return problem(code, `${what}: ${errorText(thrown)}.`, { hint: 'Save it somewhere else' });
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function saved(path: string, write: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await write();
    return undefined;
  } catch (thrown) {
    if (errorCode(thrown) === 'EEXIST')
      return problem('output/save-refused', `${path} is there already.`, { hint: 'Name another file' });
    return troubled('output/save-failed', `The output could not be saved as ${path}`, thrown);
  }
}

/** Under another name first, so that a full disk leaves the old file as it was. */
async function replaceFile(path: string, source: Saved): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await createFile(draft, (file) => copy(source, file));
  try {
    await rename(draft, path);
  } catch (thrown) {
    await unlink(draft);
    throw thrown;
  }
}

/** A new file, for its owner alone: an output may tell more than others are to know. */
async function createFile(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    await fill(file);
    await file.sync();
    await file.close();
  } catch (thrown) {
    await file.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
    throw thrown;
  }
}

/** What is there when it begins: an output that grows would never be done. */
async function copy(source: Saved, file: FileHandle): Promise<void> {
  const { size } = source;
  for (let at = 0; at < size; ) {
    const bytes = await source.read(at, Math.min(slice, size - at));
    if (bytes.length === 0) throw new Error(`the output ends at byte ${at} of ${size}`);
    await file.writeFile(bytes);
    at += bytes.length;
  }
}
