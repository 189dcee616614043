import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { isSessionId } from '../../session/log/session-id.ts';
import type { Journal, Signer } from '../../session/ports.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import type { Publisher } from '../witness/publisher.ts';
import { assembleJournal } from './assemble-journal.ts';
import { lastCheckpoint } from './checkpoint-files.ts';
import { makeFolderDurably, syncFolder } from './durable-file.ts';
import { segmentPath, sessionFolders } from './layout.ts';
import { type LogFile, type OpenLogFile, openLogFile } from './log-file.ts';
import { createLogWriter, type LogWriter } from './log-writer.ts';
import { checkPrivateFile, checkPrivateFolder, ensurePrivateFolder, type Owner } from './private-folder.ts';
import { cutTornTail, untoldRecoveries } from './recovery.ts';
import { openReserve, type Reserve } from './reserve.ts';
import { scanLog, type ScannedLog } from './scan-log.ts';
import { type SessionLock, takeLock } from './session-lock.ts';
import { errorCode, fileProblem } from './system-error.ts';

/** What a journal is opened with. */
export interface JournalOptions {
  /** The folder of all sessions. */
  readonly root: string;
  readonly session: string;
  /** Of this machine's present boot; see `bootId`. */
  readonly bootId: string;
  /** Name of this machine, for whoever finds the session locked. */
  readonly host: string;
  /** Who opens it: named in `writer.json` and in the record of a recovery. */
  readonly actor: Actor;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** Signs checkpoints. Undefined: they are unsigned, and say so. */
  readonly signer: Signer | undefined;
  /** Hands checkpoints to witnesses. Undefined: there are none. */
  readonly publisher?: Publisher;
  /** User number that the session's files must belong to; this process's by default. */
  readonly owner?: number;
  /** How files are written; tests bring in full and broken disks here. */
  readonly openFile?: OpenLogFile;
}

/** Makes a new session's folder and opens its log for writing. */
export async function createJournal(options: JournalOptions): Promise<Result<Journal>> {
  const folder = sessionFolder(options.root, options.session);
  if (!folder.ok) return folder;
  try {
    await makeFolderDurably(resolve(options.root));
    await mkdir(folder.value, { mode: 0o700 });
    await syncFolder(dirname(folder.value));
  } catch (thrown) {
    if (errorCode(thrown) !== 'EEXIST')
      return err(
        fileProblem('log/unwritable', `The session’s folder ${folder.value} can’t be made.`, thrown),
      );
    const hint = 'Start again; a new session gets an id of its own';
    return err(problem('log/session-exists', `There is already something at ${folder.value}.`, { hint }));
  }
  return openFolder(folder.value, options);
}

/** Opens an existing session for writing: takes its lock, checks its chain, and repairs a torn end. */
export async function openJournal(options: JournalOptions): Promise<Result<Journal>> {
  const folder = sessionFolder(options.root, options.session);
  return folder.ok ? openFolder(folder.value, options) : folder;
}

/** The folder of a session, absolute; a problem for an id that could lead elsewhere. */
export function sessionFolder(root: string, session: string): Result<string> {
  if (isSessionId(session)) return ok(join(resolve(root), session));
  return err(
    problem('log/session-id', `“${session}” is not a session id.`, {
      hint: 'An id holds digits, lower-case letters and hyphens only; list the sessions to see theirs',
    }),
  );
}

async function openFolder(folder: string, options: JournalOptions): Promise<Result<Journal>> {
  const owner = options.owner ?? process.getuid?.();
  const writable = await prepareFolders(folder, owner);
  if (!writable.ok) return writable;
  const since = new Date(options.clock.now()).toISOString();
  const writer = { who: options.actor.id, pid: process.pid, host: options.host, since };
  const lock = await takeLock(folder, owner, writer);
  if (!lock.ok) return lock;
  const opened = await openLocked(folder, owner, lock.value, options);
  if (!opened.ok) await lock.value.release();
  return opened;
}

async function prepareFolders(folder: string, owner: Owner): Promise<Result<void>> {
  const own = await checkPrivateFolder(folder, owner);
  if (!own.ok) return own;
  for (const path of [folder, ...sessionFolders.map((name) => join(folder, name))]) {
    const made = await ensurePrivateFolder(path, owner);
    if (!made.ok) return made;
  }
  return ok(undefined);
}

async function openLocked(
  folder: string,
  owner: Owner,
  lock: SessionLock,
  options: JournalOptions,
): Promise<Result<Journal>> {
  const plain = await checkPrivateFile(join(folder, segmentPath(1)), owner);
  if (!plain.ok) return plain;
  const scanned = await scanLog(folder, options.session);
  if (!scanned.ok) return scanned;
  const checkpoint = await lastCheckpoint(folder, options.session, scanned.value);
  if (!checkpoint.ok) return checkpoint;
  const parts = await openParts(folder, scanned.value, options);
  if (!parts.ok) return parts;
  const told = await tellRecoveries(folder, scanned.value.records, parts.value.writer, options.actor);
  if (!told.ok) {
    await parts.value.writer.close();
    await parts.value.reserve.remove();
    return told;
  }
  const { session, clock, signer, openFile = openLogFile, actor, publisher } = options;
  const facts = {
    session,
    folder,
    owner,
    clock,
    signer,
    openFile,
    lock,
    records: told.value,
    actor,
    publisher,
  };
  return ok(assembleJournal({ ...facts, ...parts.value, checkpoint: checkpoint.value }));
}

async function openParts(
  folder: string,
  scanned: ScannedLog,
  options: JournalOptions,
): Promise<Result<{ readonly writer: LogWriter; readonly reserve: Reserve }>> {
  const openFile = options.openFile ?? openLogFile;
  const opened: LogFile[] = [];
  try {
    const file = await openFile(join(folder, scanned.segment));
    opened.push(file);
    await syncFolder(join(folder, 'events'));
    const cut = await cutTornTail(folder, file, scanned);
    if (!cut.ok) {
      await file.close();
      return cut;
    }
    const reserve = await openReserve(folder, openFile);
    await syncFolder(folder);
    const { session, clock, bootId } = options;
    const writer = createLogWriter({ session, clock, bootId, scanned, file, reserve, newId: randomUUID });
    return ok({ writer, reserve });
  } catch (thrown) {
    await Promise.all(opened.map((file) => file.close()));
    return err(fileProblem('log/unwritable', `The log in ${folder} can’t be opened for writing.`, thrown));
  }
}

async function tellRecoveries(
  folder: string,
  records: readonly SessionRecord[],
  writer: LogWriter,
  actor: Actor,
): Promise<Result<readonly SessionRecord[]>> {
  const recoveries = await untoldRecoveries(folder, records);
  if (!recoveries.ok) return recoveries;
  if (recoveries.value.length === 0) return ok(records);
  const told = await writer.append(recoveries.value, actor);
  return told.ok ? ok([...records, ...told.value]) : told;
}
