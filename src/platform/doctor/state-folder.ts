import { accessSync, constants, existsSync, lstatSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorText } from '../../problem/problem.ts';
import { bad, good, type MachineFinding, warning } from './finding.ts';

const scarceBytes = 1024 ** 3;
const leastBytes = 64 * 1024 ** 2;

/** Whether sessions can be kept: the folder, or the one that it would be made in, is ours, writable and has room. */
export function findStateFolder(sessions: string): readonly MachineFinding[] {
  return [folderFinding(sessions), spaceFinding(nearestFolder(sessions))];
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

function spaceFinding(folder: string): MachineFinding {
  const name = 'free space';
  try {
    const { bavail, bsize } = statfsSync(folder);
    const bytes = bavail * bsize;
    const observed = `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
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
