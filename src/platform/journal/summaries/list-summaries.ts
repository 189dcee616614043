import { existsSync, lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listSessions } from '../read-journal.ts';
import { segmentPath } from '../layout.ts';
import { type ListedSession, readSummary } from './read-summary.ts';
import { openSummaryIndex } from './summary-index.ts';
import type { KeptSummary } from './summary-line.ts';

/** Sessions read at a time where they are not in the index. */
const atOnce = 8;

/**
 * Every session below a folder, newest first. What an earlier call has read is taken from an index in `cache`,
 * unless the log has changed since; undefined: there is none. Nothing in the folder itself is changed.
 */
export async function listSummaries(
  root: string,
  cache: string | undefined,
): Promise<readonly ListedSession[]> {
  const folder = resolve(root);
  const ids = (await listSessions(folder)).toReversed();
  const index = openSummaryIndex(cache, folder);
  const listed = new Map<string, ListedSession>();
  const unknown: { readonly id: string; readonly stamp: string | undefined }[] = [];
  for (const id of ids) {
    const stamp = stampOf(`${folder}/${id}`);
    const kept = index.kept.get(id);
    if (kept !== undefined && kept.stamp === stamp) listed.set(id, kept.session);
    else unknown.push({ id, stamp });
  }
  const fresh: KeptSummary[] = [];
  for (let from = 0; from < unknown.length; from += atOnce) {
    const read = await Promise.all(
      unknown.slice(from, from + atOnce).map(async ({ id, stamp }) => {
        return { stamp, session: await readSummary(folder, id) };
      }),
    );
    for (const { stamp, session } of read) {
      listed.set(session.id, session);
      if (stamp !== undefined && !hasMore(join(folder, session.id))) fresh.push({ stamp, session });
    }
  }
  index.keep(fresh, new Set(ids));
  return ids.flatMap((id) => listed.get(id) ?? []);
}

const firstSegment = segmentPath(1);

/** What changes with every record of a log that has one segment. Undefined: there is no log. */
function stampOf(folder: string): string | undefined {
  const stats = lstatSync(`${folder}/${firstSegment}`, { throwIfNoEntry: false });
  return stats && `${stats.size}-${stats.mtimeMs}-${stats.ino}`;
}

/** Its first segment does not tell when such a log changes. This version writes none. */
function hasMore(folder: string): boolean {
  return existsSync(join(folder, segmentPath(2)));
}
