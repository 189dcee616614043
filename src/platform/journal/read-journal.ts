import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ok, type Result } from '../../problem/problem.ts';
import { isSessionId } from '../../session/log/session-id.ts';
import type { SessionRecord } from '../../session/record.ts';
import { readRunbook } from './runbook-copy.ts';
import { scanLog } from './scan-log.ts';
import { readWriter, type WriterNote } from './session-lock.ts';

/** A session as a reader finds it; nothing is locked and nothing is changed. */
export interface ReadJournal {
  /** Absolute. */
  readonly folder: string;
  readonly records: readonly SessionRecord[];
  /** SHA-256 of the last whole line; 64 zeros while there is none. */
  readonly head: string;
  /** Bytes after the last whole line: a record being written, or what a crash left. */
  readonly tornBytes: number;
  /** Who writes it, or wrote it when it was killed. */
  readonly writer: WriterNote | undefined;
  readRunbook(sha256: string): Promise<Result<string>>;
}

/** Reads the log of a session as far as its lines are whole. A changed or lost line is a problem. */
export async function readJournal(folder: string): Promise<Result<ReadJournal>> {
  const path = resolve(folder);
  const scanned = await scanLog(path, undefined);
  if (!scanned.ok) return scanned;
  const { records, end, tornBytes } = scanned.value;
  return ok({
    folder: path,
    records,
    head: end.head,
    tornBytes,
    writer: await readWriter(path),
    readRunbook: (sha256) => readRunbook(path, sha256),
  });
}

/** The ids of the sessions in a folder, oldest first; none where there is no such folder. */
export async function listSessions(root: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(resolve(root), { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isSessionId(entry.name))
      .map((entry) => entry.name)
      .toSorted();
  } catch {
    return [];
  }
}
