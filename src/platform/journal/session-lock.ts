import { existsSync, readdirSync, rmSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { err, errorText, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import { writeDurably } from './durable-file.ts';
import { checkPrivateFile, type Owner } from './private-folder.ts';
import { errorCode, fileProblem } from './system-error.ts';

/** Who writes a session, for others to read. It informs; the lock alone decides. */
export interface WriterNote {
  readonly who: string;
  readonly pid: number;
  readonly host: string;
  /** ISO time. */
  readonly since: string;
}

export interface SessionLock {
  release(): Promise<void>;
}

const writerSchema = z.object({ who: z.string(), pid: z.int(), host: z.string(), since: z.string() });

/**
 * Takes the session's one lock, an exclusive SQLite lock on `<folder>/lock`: the kernel releases it with the
 * process, however that dies. No other code may open that file, since closing any descriptor of it would
 * release the lock (POSIX record locks).
 */
export async function takeLock(
  folder: string,
  owner: Owner,
  writer: WriterNote,
): Promise<Result<SessionLock>> {
  const path = join(folder, 'lock');
  const own = await checkPrivateFile(path, owner);
  if (!own.ok) return own;
  try {
    await createLockFile(path);
    const database = await lockDatabase(path);
    if (database === undefined) return err(await lockedProblem(folder));
    await tellWriter(folder, writer, database);
    return ok({ release: () => release(folder, database) });
  } catch (thrown) {
    return err(
      fileProblem('log/unwritable', `The session folder ${folder} can’t be locked for writing.`, thrown),
    );
  }
}

/** Who wrote or writes the session, as far as it says. Undefined: it does not say. */
export async function readWriter(folder: string): Promise<WriterNote | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(join(folder, 'writer.json'), 'utf8'));
    return writerSchema.safeParse(json).data;
  } catch {
    return undefined;
  }
}

/** True while some process holds the session's lock, whatever `writer.json` says. */
export async function isBeingWritten(folder: string): Promise<boolean> {
  const path = join(folder, 'lock');
  if (!existsSync(path)) return false;
  const Database = await importSqlite();
  try {
    const database = new Database(path, { readOnly: true });
    try {
      database.exec('SELECT 1 FROM sqlite_schema');
      return false;
    } finally {
      database.close();
    }
  } catch (thrown) {
    return isBusy(thrown);
  }
}

/** A lock that nobody can be told of is given back: this process may live on. */
async function tellWriter(folder: string, writer: WriterNote, database: DatabaseSync): Promise<void> {
  try {
    removeDrafts(folder);
    await writeDurably(join(folder, 'writer.json'), `${JSON.stringify(writer)}\n`);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** What writers left that were killed while they wrote their names. */
function removeDrafts(folder: string): void {
  const drafts = readdirSync(folder).filter((name) => /^writer\.json\.[0-9a-f]{12}\.tmp$/.test(name));
  for (const name of drafts) rmSync(join(folder, name), { force: true });
}

/** Made by O_EXCL only: opening an existing one would, on closing, drop a lock this process may hold. */
async function createLockFile(path: string): Promise<void> {
  try {
    const handle = await open(path, 'wx', 0o600);
    await handle.close();
  } catch (thrown) {
    if (errorCode(thrown) !== 'EEXIST') throw thrown;
  }
}

/** Milliseconds to wait for somebody who only looks whether the session is being written. */
const lockPatience = 200;

async function lockDatabase(path: string): Promise<DatabaseSync | undefined> {
  const Database = await importSqlite();
  const database = new Database(path, { timeout: lockPatience });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (thrown) {
    database.close();
    if (isBusy(thrown)) return undefined;
    throw thrown;
  }
}

function isBusy(thrown: unknown): boolean {
  if (thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number') {
    return (thrown.errcode & 0xff) === sqliteBusy;
  }
  return /database is locked/.test(errorText(thrown));
}

/** SQLITE_BUSY, see https://sqlite.org/rescode.html#busy. */
const sqliteBusy = 5;

async function release(folder: string, database: DatabaseSync): Promise<void> {
  await rm(join(folder, 'writer.json'), { force: true });
  if (database.isOpen) database.close();
}

async function lockedProblem(folder: string): Promise<Problem> {
  const writer = await readWriter(folder);
  const who =
    writer === undefined
      ? 'another process'
      : `${writer.who} (process ${writer.pid} on ${writer.host}, since ${writer.since})`;
  return problem('log/locked', `The session is being written by ${who}.`, {
    hint: 'Follow it read-only, or end that process first',
  });
}

let sqlite: Promise<typeof DatabaseSync> | undefined;

function importSqlite(): Promise<typeof DatabaseSync> {
  sqlite ??= importQuietly();
  return sqlite;
}

/** In Node 22 the module says that it is experimental when it is loaded; that one warning is kept from the operator. */
async function importQuietly(): Promise<typeof DatabaseSync> {
  const warn = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && /SQLite/.test(String(warning))) return;
    Reflect.apply(warn, process, [warning, ...rest]);
  };
  try {
    return (await import('node:sqlite')).DatabaseSync;
  } finally {
    process.emitWarning = warn;
  }
}
