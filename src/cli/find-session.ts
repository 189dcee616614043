import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../problem/problem.ts';
import { listSessions } from '../platform/journal/read-journal.ts';
import { readTombstones } from '../platform/keeping/tombstones.ts';
import { suggestion } from '../runbook/suggest.ts';
import type { Tombstone } from '../session/log/tombstone.ts';
import { actorName } from '../session/record.ts';

/** A session's folder, absolute, and what it is called by. */
export interface FoundSession {
  readonly name: string;
  readonly folder: string;
}

/**
 * The session that a text means: its id, the beginning of one, or (with a `/`) a session's folder, such as a
 * copy. Problems: none begins so (with the nearest), or several do.
 */
export async function findSession(text: string, root: string, cwd: string): Promise<Result<FoundSession>> {
  if (text.includes('/')) return folderGiven(text, resolve(cwd, text));
  const ids = await listSessions(root);
  const fitting = ids.includes(text) ? [text] : ids.filter((id) => text !== '' && id.startsWith(text));
  const [id] = fitting;
  if (id === undefined) {
    const removed = await findRemoved(text, root);
    if (removed !== undefined) return err(removedProblem(removed));
    const hint = suggestion(text, ids.slice(-20)) ?? `There are no sessions in ${root}`;
    return err(problem('cli/unknown-session', `There is no session ${JSON.stringify(text)}.`, { hint }));
  }
  if (fitting.length > 1) {
    const hint = `Give more of it: ${fitting.slice(0, 5).join(', ')}${fitting.length > 5 ? ', …' : ''}`;
    const message = `${fitting.length} sessions begin with ${JSON.stringify(text)}.`;
    return err(problem('cli/unknown-session', message, { hint }));
  }
  return ok({ name: id, folder: join(root, id) });
}

function folderGiven(text: string, folder: string): Result<FoundSession> {
  if (statSync(join(folder, 'events'), { throwIfNoEntry: false })?.isDirectory() === true) {
    return ok({ name: text, folder });
  }
  return err(
    problem('cli/unknown-session', `${JSON.stringify(text)} is not the folder of a session.`, {
      hint: 'Give the folder that holds events/',
    }),
  );
}

/** What is left of the one removed session whose id is or begins so; undefined: there is none, or more than one. */
export async function findRemoved(text: string, root: string): Promise<Tombstone | undefined> {
  const fitting = (await readTombstones(root)).filter(
    ({ session }) => text !== '' && session.startsWith(text),
  );
  const [first] = fitting;
  return fitting.length === 1 ? first : fitting.find(({ session }) => session === text);
}

function removedProblem({ session, removed_at, removed_by }: Tombstone): Problem {
  const message = `${session} was removed at ${removed_at} by ${actorName(removed_by)}.`;
  return problem('cli/unknown-session', message, {
    hint: 'See what is left of it with sessions show, or bring it back from an archive with sessions import',
  });
}
