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
    if (removed.length > 0) return err(removedProblem(text, removed));
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

/** What is left of the removed sessions whose id is or begins so. */
export async function findRemoved(text: string, root: string): Promise<readonly Tombstone[]> {
  const fitting = (await readTombstones(root)).filter(
    ({ session }) => text !== '' && session.startsWith(text),
  );
  const exact = fitting.filter(({ session }) => session === text);
  return exact.length > 0 ? exact : fitting;
}

function removedProblem(text: string, removed: readonly Tombstone[]): Problem {
  const [first] = removed;
  if (first === undefined || removed.length > 1) {
    const ids = removed.slice(0, 5).map(({ session }) => session);
    return problem(
      'cli/unknown-session',
      `${removed.length} removed sessions begin with ${JSON.stringify(text)}.`,
      {
        hint: `Give more of it: ${ids.join(', ')}${removed.length > ids.length ? ', …' : ''}`,
      },
    );
  }
  const message = `${first.session} was removed at ${first.removed_at} by ${actorName(first.removed_by)}.`;
  return problem('cli/unknown-session', message, {
    hint: 'See what is left of it with sessions show, or bring it back from an archive with sessions import',
  });
}
