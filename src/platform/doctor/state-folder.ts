import { accessSync, constants, existsSync, lstatSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { bytesText } from '../../problem/bytes-text.ts';
import { errorText } from '../../problem/problem.ts';
import { diskUse } from '../journal/disk-use.ts';
import { listSessions } from '../journal/read-journal.ts';
import { bad, good, type MachineFinding, warning } from './finding.ts';

const scarceBytes = 1024 ** 3;
const leastBytes = 64 * 1024 ** 2;

/** Whether sessions can be kept: the folder, or the one that it would be made in, is ours, writable and has room. */
export async function findStateFolder(sessions: string): Promise<readonly MachineFinding[]> {
  const ids = await listSessions(sessions);
  return [
    folderFinding(sessions),
    ...(ids.length === 0 ? [] : [useFinding(sessions, ids.length)]),
    spaceFinding(nearestFolder(sessions)),
  ];
}

function folderFinding(sessions: string): MachineFinding {
  const name = 'sessions';
  try {
    const folder = nearestFolder(sessions);
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (folder !== sessions) return good(name, `${sessions} (made with the first session)`);
    const stats = lstatSync(sessions);
    if (!stats.isDirectory()) return bad(name, `${sessions} is a link or a file`, 'Put a real folder there');
    const user = process.getuid?.();
    if (user !== undefined && stats.uid !== user) {
      return bad(
        name,
        `${sessions} belongs to user ${stats.uid}`,
        'Choose another folder with the setting sessions-dir',
      );
    }
    return (stats.mode & 0o077) === 0
      ? good(name, `${sessions}, private`)
      : warning(name, `${sessions} is open to others`, `Run: chmod 700 ${sessions}`);
  } catch (thrown) {
    return bad(
      name,
      `${sessions} can’t be written: ${errorText(thrown)}`,
      'Choose another folder with the setting sessions-dir',
    );
  }
}

/** What the sessions take: more than is left, and it is time to let the old ones go. */
function useFinding(sessions: string, count: number): MachineFinding {
  const name = 'disk use';
  const bytes = diskUse(sessions);
  const observed = `${count} ${count === 1 ? 'session' : 'sessions'}, ${bytesText(bytes)}`;
  return bytes <= freeBytes(sessions)
    ? good(name, observed)
    : warning(
        name,
        `${observed}, more than is free`,
        'Archive the old ones, then: teei-runbook sessions prune --older-than 90d --dry-run',
      );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function spaceFinding(folder: string): MachineFinding {
  const name = 'free space';
  try {
    const bytes = freeBytes(folder);
    const observed = bytesText(bytes);
    if (bytes < leastBytes)
      return bad(name, observed, 'Free some space: no step starts that could not be recorded');
    return bytes < scarceBytes
      ? warning(name, observed, 'Free some space before a long session')
      : good(name, observed);
  } catch (thrown) {
    return warning(name, `unknown: ${errorText(thrown)}`, 'Look at the disk by hand');
  }
}

/** The folder itself, or the nearest one above it that is there. */
function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
