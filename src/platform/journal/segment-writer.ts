import { errorText, type Problem, problem } from '../../problem/problem.ts';
import { type LogFile, writeFully } from './log-file.ts';
import type { Reserve } from './reserve.ts';
import type { ScannedLog } from './scan-log.ts';
import { fileProblem, isNoSpace } from './system-error.ts';

/** Puts bytes at the end of one segment, and knows what the disk has taken. Calls must not overlap. */
export interface SegmentWriter {
  /** Hands the bytes to the kernel. Resolves to undefined then; otherwise it has none of them, or nothing is taken any more. */
  readonly put: (chunk: Buffer, options: { readonly mayUseReserve: boolean }) => Promise<Problem | undefined>;
  /** Resolves to undefined when everything that was put is on the disk; otherwise nothing is taken any more. */
  readonly sync: () => Promise<Problem | undefined>;
  /** Why it takes nothing any more; undefined while it does. */
  readonly refusal: () => Problem | undefined;
  /** How many bytes were put into the segment, and their SHA-256 in hex. */
  readonly written: () => { readonly bytes: number; readonly sha256: string };
  readonly close: () => Promise<void>;
}

/** A writer behind the whole lines of a scanned, repaired log. */
export function createSegmentWriter(file: LogFile, scanned: ScannedLog, reserve: Reserve): SegmentWriter {
  const prefix = scanned.prefix.copy();
  let { bytes } = scanned;
  let synced = true;
  let dead: Problem | undefined;

  /** A full disk gives the reserve to the records that end a step, never to one that starts it. */
  async function put(
    chunk: Buffer,
    options: { readonly mayUseReserve: boolean },
  ): Promise<Problem | undefined> {
    const failure = await tryPut(chunk);
    if (failure?.code !== 'log/no-space' || !reserve.held()) return failure;
    await reserve.release();
    return options.mayUseReserve ? tryPut(chunk) : failure;
  }

  async function tryPut(chunk: Buffer): Promise<Problem | undefined> {
    try {
      await writeFully(file, chunk);
    } catch (thrown) {
      return isNoSpace(thrown) ? undo() : poison(thrown);
    }
    prefix.update(chunk);
    bytes += chunk.length;
    synced = false;
    return undefined;
  }

  async function sync(): Promise<Problem | undefined> {
    if (dead !== undefined || synced) return dead;
    try {
      await file.datasync();
      synced = true;
      return undefined;
    } catch (thrown) {
      return poison(thrown);
    }
  }

  async function undo(): Promise<Problem> {
    try {
      await file.truncate(bytes);
      await file.datasync();
      return noSpace();
    } catch (thrown) {
      return poison(thrown);
    }
  }

  /** After a failed fsync nobody knows what the disk holds, so nothing more may be added behind it. */
  function poison(thrown: unknown): Problem {
    dead = poisoned(thrown);
    return fileProblem('log/write-failed', `A record could not be written to ${scanned.segment}.`, thrown);
  }

  return {
    put,
    sync,
    refusal: () => dead,
    written: () => ({ bytes, sha256: prefix.copy().digest('hex') }),
    async close() {
      dead ??= closed();
      await file.close();
    },
  };
}

function poisoned(thrown: unknown): Problem {
  return problem('log/poisoned', 'The log takes no more records, because an earlier write failed.', {
    hint: 'End this session here, look at the disk, then resume it',
    cause: errorText(thrown),
  });
}

function closed(): Problem {
  return problem('log/closed', 'The log of this session was closed.', { hint: 'Resume the session' });
}

/** The problem of a full disk, with nothing of the record left on it. */
export function noSpace(): Problem {
  return problem(
    'log/no-space',
    'The disk is full, so the record could not be written and no step is started.',
    {
      hint: 'Free some space on the disk of the sessions folder, then try again',
    },
  );
}
