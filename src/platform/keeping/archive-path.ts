import { isSessionId } from '../../session/log/session-id.ts';
import { sessionFolders } from '../journal/layout.ts';

/** A path of an archive: the session it belongs to, and where below that session's folder; '' is the folder itself. */
export interface ArchivePath {
  readonly session: string;
  readonly below: string;
}

const longestPart = 255;
const mostParts = 64;

/** What a session's folder holds for whoever writes it just now: no part of an archive. */
const ofTheWriter: ReadonlySet<string> = new Set(['lock', 'writer.json', 'reserve']);

/** True for what stands directly in a session's folder and is only its writer's. */
export function isOfTheWriter(name: string): boolean {
  return ofTheWriter.has(name);
}

/** True for the name of a folder that a session is made of. */
export function isOfTheSession(name: string): boolean {
  return sessionFolders.some((each) => each === name);
}

/** Takes a path of an archive apart; a text says why it is none that an archive of sessions holds. */
export function parseArchivePath(path: string): ArchivePath | string {
  const [session = '', ...rest] = path.split('/');
  const shown = JSON.stringify(path.slice(0, 200));
  if (!isSessionId(session)) return `${shown} lies in no session’s folder`;
  if (rest.length > mostParts) return `${shown} lies too deep`;
  const wrong = rest.some(
    (part) =>
      part === '' ||
      part === '.' ||
      part === '..' ||
      part.includes('\0') ||
      Buffer.byteLength(part) > longestPart,
  );
  if (wrong) return `${shown} is not a path below a session’s folder`;
  if (rest[0] !== undefined && !isOfTheSession(rest[0])) return `${shown} is no part of a session`;
  return { session, below: rest.join('/') };
}

/**
 * The permissions that a session's file or folder has once nobody writes it, by where it stands: what an attempt left is
 * sealed. Not taken from the disk, where a copy may have lost them, nor from an archive.
 */
export function modeOf(kind: 'file' | 'folder', below: string): number {
  if (kind === 'folder') return /^steps\/[^/]+\/\d+(?:\/|$)/.test(below) ? 0o500 : 0o700;
  return /^steps\/[^/]+\/\d+\//.test(below) ? 0o400 : 0o600;
}
