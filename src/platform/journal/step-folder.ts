import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { FiledFile } from '../../session/ports.ts';
import { formatManifest } from '../../session/log/manifest.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { hashFile, syncFile } from './hash-file.ts';
import { stepPath } from './layout.ts';
import { ensurePrivateFolder, type Owner } from './private-folder.ts';
import { errorCode, fileProblem } from './system-error.ts';

/** More files than this are told by one manifest beside the folder, so that the record stays small. */
const mostFilesInRecord = 100;

/**
 * Makes an attempt's folder, 0700. Gives its absolute path. Its name is made to last with the files in it:
 * an empty folder is no evidence, and each sync here would be waited for before every command.
 */
export async function openStepFolder(
  folder: string,
  step: string,
  attempt: number,
  owner: Owner,
): Promise<Result<string>> {
  const path = join(folder, stepPath(step, attempt));
  const parent = await ensurePrivateFolder(join(path, '..'), owner);
  if (!parent.ok) return parent;
  try {
    mkdirSync(path, { mode: 0o700 });
    return ok(path);
  } catch (thrown) {
    if (errorCode(thrown) !== 'EEXIST')
      return err(fileProblem('log/step-folder', `The folder ${path} can’t be made.`, thrown));
    // After a power cut it can be there without the record of its attempt, which then has not begun.
    if (isEmpty(path)) return takeOver(path, owner);
    const hint = 'Say first what happened to the interrupted attempt';
    return err(problem('log/step-folder', `The folder ${path} is already there.`, { hint }));
  }
}

function isEmpty(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && readdirSync(path).length === 0;
}

async function takeOver(path: string, owner: Owner): Promise<Result<string>> {
  const own = await ensurePrivateFolder(path, owner);
  return own.ok ? ok(path) : own;
}

/**
 * Hashes every plain file below an attempt's folder and takes away the right to write there. Links, pipes
 * and sockets are not followed, opened or recorded. An attempt without a folder has no files.
 */
export async function sealStepFolder(
  folder: string,
  step: string,
  attempt: number,
): Promise<Result<readonly FiledFile[]>> {
  const below = stepPath(step, attempt);
  try {
    const files = await seal(folder, below);
    if (files.length > 0) await syncParents(folder, below);
    if (files.length <= mostFilesInRecord) return ok(files);
    return ok([await writeManifest(folder, `${below}.sha256`, files)]);
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT' && !exists(join(folder, below))) return ok([]);
    return err(fileProblem('log/step-folder', `The files in ${below} can’t be hashed.`, thrown));
  }
}

async function seal(folder: string, below: string): Promise<FiledFile[]> {
  const path = join(folder, below);
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  const files: FiledFile[] = [];
  for (const entry of entries) {
    const inner = `${below}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await seal(folder, inner)));
    else if (entry.isFile()) files.push(await sealFile(folder, inner));
  }
  if (entries.length > 0) await syncFolder(path);
  chmodSync(path, 0o500);
  return files;
}

/** Makes the names of an attempt's folder and of the step's last, up to the session's own folder. */
async function syncParents(folder: string, below: string): Promise<void> {
  for (let at = dirname(below); at !== '.'; at = dirname(at)) await syncFolder(join(folder, at));
}

async function sealFile(folder: string, below: string): Promise<FiledFile> {
  const path = join(folder, below);
  // A file with a second name elsewhere has one mode for both, which is not the session's to change.
  if (lstatSync(path).nlink === 1) chmodSync(path, 0o400);
  await syncFile(path);
  return { path: below, ...(await hashFile(path)) };
}

async function writeManifest(folder: string, below: string, files: readonly FiledFile[]): Promise<FiledFile> {
  await writeDurably(join(folder, below), formatManifest(files));
  return { path: below, ...(await hashFile(join(folder, below))) };
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
