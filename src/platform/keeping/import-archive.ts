import { mkdtemp, rename } from 'node:fs/promises';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { Tombstone } from '../../session/log/tombstone.ts';
import type { Verification } from '../../session/log/verification.ts';
import { syncFolder } from '../journal/durable-file.ts';
import { hashFile } from '../journal/hash-file.ts';
import { readJournal } from '../journal/read-journal.ts';
import type { WriterNote } from '../journal/session-lock.ts';
import { type VerifyOptions, verifySession } from '../journal/verify-session.ts';
import { keepProblem } from './keep-problem.ts';
import { extractArchive } from './extract-archive.ts';
import { inKeepingFolder, type KeepingFolder } from './keeping-folder.ts';
import { removeTree } from './remove-tree.ts';
import { readTombstones } from './tombstones.ts';

export interface ImportOptions {
  readonly verify: VerifyOptions;
  readonly writer: WriterNote;
  /** Bytes that the archive may unpack to. */
  readonly mostBytes: number;
}

export interface ImportedSession {
  readonly id: string;
  /** `there`: a session with the same log is there already, and stays as it is. */
  readonly result: 'imported' | 'there';
  readonly verification: Verification;
}

export interface ImportedArchive {
  /** SHA-256 in hex of the archive. */
  readonly sha256: string;
  readonly sessions: readonly ImportedSession[];
}

/**
 * Takes the sessions of an archive into a folder of sessions: all of them, or none where one fails its verification or
 * another session has its id. Each is put in place at once, whole and verified, whatever is killed; called again, it goes on.
 */
export function importArchive(
  root: string,
  file: string,
  options: ImportOptions,
): Promise<Result<ImportedArchive>> {
  return inKeepingFolder(root, options.writer, async (folder) => {
    const into = await mkdtemp(join(folder.arriving, 'archive-'));
    try {
      const ids = await extractArchive(file, into, options.mostBytes);
      if (!ids.ok) return ids;
      const sessions = await lookAtAll(folder, into, ids.value, options.verify);
      if (!sessions.ok) return sessions;
      const { sha256 } = await hashFile(file);
      for (const { id, result } of sessions.value) {
        if (result === 'imported') await putInPlace(folder, into, id);
      }
      return ok({ sha256, sessions: sessions.value });
    } catch (thrown) {
      return err(keepProblem('keep/import-failed', `${file} can’t be imported into ${folder.root}.`, thrown));
    } finally {
      await removeTree(into);
    }
  });
}

/** One after the other, however many there are. */
async function lookAtAll(
  folder: KeepingFolder,
  into: string,
  ids: readonly string[],
  options: VerifyOptions,
): Promise<Result<readonly ImportedSession[]>> {
  const tombstones = await readTombstones(folder.root);
  const sessions: ImportedSession[] = [];
  const problems: Problem[] = [];
  for (const id of ids) {
    const verification = await verifySession(join(into, id), options);
    const looked = await look(folder, id, verification, tombstones);
    if (looked.ok) sessions.push(looked.value);
    else problems.push(...looked.problems);
  }
  return problems.length > 0 ? err(...problems) : ok(sessions);
}

async function look(
  folder: KeepingFolder,
  id: string,
  verification: Verification,
  tombstones: readonly Tombstone[],
): Promise<Result<ImportedSession>> {
  if (verification.state === 'failed') return err(notVerified(id, verification));
  if (verification.session !== id) return err(misnamed(id, verification));
  const removed = tombstones.find(({ session }) => session === id);
  if (removed !== undefined && removed.head !== verification.head) {
    const removal = `the one that was removed at ${removed.removed_at} ended with ${removed.head}`;
    return err(anotherSession(id, verification, removal));
  }
  const target = join(folder.root, id);
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined)
    return ok({ id, result: 'imported', verification });
  const there = await readJournal(target);
  if (!there.ok) return err(anotherSession(id, verification, 'what is there can’t be read'));
  const { head, records } = there.value;
  return head === verification.head
    ? ok({ id, result: 'there', verification })
    : err(
        anotherSession(id, verification, `the one there has ${records.length} records and ends with ${head}`),
      );
}

/** A folder that is there is never replaced: renaming a folder to one that holds something fails. */
async function putInPlace({ root }: KeepingFolder, into: string, id: string): Promise<void> {
  await rename(join(into, id), join(root, id));
  await syncFolder(root);
}

function notVerified(id: string, { findings }: Verification): Problem {
  const failures = findings.filter(({ severity }) => severity === 'failure');
  const [first] = failures;
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  const what = first === undefined ? '' : ` ${first.place}: ${first.message}`;
  return problem(
    'keep/not-verified',
    `${id} fails its verification${more}, so nothing was imported.${what}`,
    {
      hint: 'Unpack the archive with tar into a folder of its own, and look with: teei-runbook sessions verify FOLDER',
    },
  );
}

function misnamed(id: string, { session }: Verification): Problem {
  return problem('keep/not-verified', `The folder ${id} holds the log of ${session ?? 'no session'}.`, {
    hint: 'Ask whoever sent it for the archive as sessions archive wrote it',
  });
}

function anotherSession(id: string, { events, head }: Verification, other: string): Problem {
  const message = `${id} of the archive has ${events} records and ends with ${head}; ${other}. Nothing was imported.`;
  return problem('keep/session-there', message, {
    hint: 'Find out which one is genuine; look at the archive with the setting sessions-dir at another folder',
  });
}
