import { type Problem, problem } from '../../problem/problem.ts';
import { type LogFile, writeFully } from './log-file.ts';
import type { Reserve } from './reserve.ts';
import type { ScannedLog } from './scan-log.ts';
import { fileProblem, isNoSpace } from './system-error.ts';

/** Puts bytes at the end of one segment, and knows what the disk has taken. Calls must not overlap. */
export interface SegmentWriter {
  /** Resolves to undefined when the bytes are on the disk; otherwise none of them are, or nothing is taken any more. */
  readonly put: (chunk: Buffer, options: { readonly mayUseReserve: boolean }) => Promise<Problem | undefined>;
  /** Why it takes nothing any more; undefined while it does. */
  readonly refusal: () => Problem | undefined;
  /** How many bytes the segment has, and their SHA-256 in hex. */
  readonly written: () => { readonly bytes: number; readonly sha256: string };
  readonly close: () => Promise<void>;
}

/** A writer behind the whole lines of a scanned, repaired log. */
export function createSegmentWriter(file: LogFile, scanned: ScannedLog, reserve: Reserve): SegmentWriter {
  const prefix = scanned.prefix.copy();
  let { bytes } = scanned;
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
    try {
      await file.datasync();
    } catch (thrown) {
      return poison(thrown);
    }
    prefix.update(chunk);
    bytes += chunk.length;
    return undefined;
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
    dead = problem('log/poisoned', 'The log takes no more records, because an earlier write failed.', {
      hint: 'End this session here, look at the disk, then resume it',
    });
    return fileProblem('log/write-failed', `A record could not be written to ${scanned.segment}.`, thrown);
  }

  return {
    put,
    refusal: () => dead,
    written: () => ({ bytes, sha256: prefix.copy().digest('hex') }),
    async close() {
      dead ??= problem('log/closed', 'The log of this session was closed.', { hint: 'Resume the session' });
      await file.close();
    },
  };
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
