import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { SessionSummary } from '../../session/log/session-summary.ts';
import type { Tombstone } from '../../session/log/tombstone.ts';
import type { Actor } from '../../session/record.ts';
import { syncFolder } from '../journal/durable-file.ts';
import { isBeingWritten, takeLock, type WriterNote } from '../journal/session-lock.ts';
import { listSummaries } from '../journal/summaries/list-summaries.ts';
import { readSummary } from '../journal/summaries/read-summary.ts';
import { type VerifyOptions, verifySession } from '../journal/verify-session.ts';
import { keepProblem } from './keep-problem.ts';
import { inKeepingFolder, type KeepingFolder } from './keeping-folder.ts';
import { removeTree } from './remove-tree.ts';
import { addTombstone } from './tombstones.ts';

/** A session that may be removed. */
export interface OldSession {
  readonly summary: SessionSummary;
  /** Disk space that it takes. */
  readonly bytes: number;
}

export interface OldSessions {
  /** Newest first. */
  readonly removable: readonly OldSession[];
  /** As old, and kept all the same. */
  readonly kept: readonly { readonly id: string; readonly why: string }[];
}

/**
 * The sessions whose last record is older than a time (milliseconds since 1970). One that has not ended, that somebody writes
 * or that can't be read is kept, however old it is.
 */
export async function findOldSessions(
  root: string,
  cache: string | undefined,
  before: number,
): Promise<OldSessions> {
  const removable: OldSession[] = [];
  const kept: { readonly id: string; readonly why: string }[] = [];
  for (const each of await listSummaries(root, cache)) {
    if (each.state === 'damaged') kept.push({ id: each.id, why: 'its log is damaged' });
    if (each.state !== 'begun' || Date.parse(each.summary.lastAt) >= before) continue;
    const folder = join(resolve(root), each.id);
    if (each.summary.phase.phase !== 'ended') kept.push({ id: each.id, why: 'it has not ended' });
    else if (await isBeingWritten(folder)) kept.push({ id: each.id, why: 'somebody writes it' });
    else removable.push({ summary: each.summary, bytes: each.bytes });
  }
  return { removable, kept };
}

export interface PruneOptions {
  readonly writer: WriterNote;
  /** Milliseconds since 1970. */
  readonly before: number;
  /** The age as it was asked for. */
  readonly olderThan: string;
  readonly by: Actor;
  readonly tool: string;
  readonly now: () => number;
  /** What a session has to stand before it may go. */
  readonly verify: VerifyOptions;
}

export interface PrunedSessions {
  readonly removed: readonly Tombstone[];
  readonly problems: readonly Problem[];
}

/** Removes sessions and leaves a tombstone of each. One that can't be removed stays whole, and is told. */
export function pruneSessions(
  root: string,
  sessions: readonly OldSession[],
  options: PruneOptions,
): Promise<Result<PrunedSessions>> {
  return inKeepingFolder(root, options.writer, async (folder) => {
    const removed: Tombstone[] = [];
    const problems: Problem[] = [];
    for (const session of sessions) {
      const result = await removeLocked(folder, session, options);
      if (result.ok) removed.push(result.value);
      else problems.push(...result.problems);
    }
    return ok({ removed, problems });
  });
}

/** Nobody can begin to write it from here on. */
async function removeLocked(
  folder: KeepingFolder,
  session: OldSession,
  options: PruneOptions,
): Promise<Result<Tombstone>> {
  const path = join(folder.root, session.summary.id);
  const lock = await takeLock(path, process.getuid?.(), options.writer);
  if (!lock.ok) return lock;
  try {
    return await remove(folder, session, options);
  } catch (thrown) {
    return err(keepProblem('keep/prune-failed', `${session.summary.id} can’t be removed.`, thrown));
  } finally {
    await lock.value.release();
    // Out of sight already: what can't be removed now is cleared away by the next to come.
    await removeTree(leavingPath(folder, session.summary.id)).catch(() => undefined);
  }
}

/**
 * The tombstone first, then one rename: killed before it the session is there, and its tombstone does not count; killed after
 * it the session is gone, and the next to come clears away its files.
 */
async function remove(
  folder: KeepingFolder,
  session: OldSession,
  options: PruneOptions,
): Promise<Result<Tombstone>> {
  const { id } = session.summary;
  const path = join(folder.root, id);
  const now = await readSummary(folder.root, id);
  if (now.state !== 'begun' || Date.parse(now.summary.lastAt) >= options.before)
    return err(notRemoved(id, 'it has gone on meanwhile'));
  const { phase } = now.summary;
  if (phase.phase !== 'ended') return err(notRemoved(id, 'it has gone on meanwhile'));
  const { state, events, head } = await verifySession(path, options.verify);
  if (state === 'failed') return err(notRemoved(id, 'it fails its verification'));
  const tombstone = tombstoneOf(
    { ...session, summary: now.summary },
    { outcome: phase.outcome, events, head, verification: state },
    options,
  );
  await addTombstone(folder, tombstone);
  await rename(path, leavingPath(folder, id));
  await syncFolder(folder.root);
  await syncFolder(folder.leaving);
  return ok(tombstone);
}

function leavingPath({ leaving }: KeepingFolder, id: string): string {
  return join(leaving, id);
}

function tombstoneOf(
  { summary, bytes }: OldSession,
  proof: Pick<Tombstone, 'outcome' | 'events' | 'head' | 'verification'>,
  options: PruneOptions,
): Tombstone {
  const { id, runbook, environment, cluster, rehearsal, startedAt, lastAt, actors } = summary;
  return {
    v: 1,
    session: id,
    runbook,
    environment: environment.name,
    ...(cluster === undefined ? {} : { cluster: { context: cluster.context, server: cluster.server } }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    started_at: startedAt,
    ended_at: lastAt,
    actors: [...actors],
    ...proof,
    bytes,
    older_than: options.olderThan,
    removed_at: new Date(options.now()).toISOString(),
    removed_by: options.by,
    host: options.writer.host,
    tool: options.tool,
  };
}

function notRemoved(id: string, why: string): Problem {
  return problem('keep/prune-failed', `${id} was not removed: ${why}.`, {
    hint: `Look at it with: teei-runbook sessions verify ${id}`,
  });
}
