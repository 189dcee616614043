import { dirname, join } from 'node:path';
import { errorText } from '../../../problem/problem.ts';
import { formatDuration } from '../../../runbook/values/duration.ts';
import type { RunContext } from '../../context.ts';

/** Bytes of all files together, and of one. */
const bytesInAll = 48 * 1024 * 1024;
const bytesInOne = 4 * 1024 * 1024;

/** A file that was kept, with what it tells. */
export interface KeptFile {
  readonly path: string;
  readonly about: string;
}

/** What is being collected into one folder: bounded in bytes and time, and honest about what it lacks. */
export interface Collection {
  /** What the work gives; undefined where it failed or was not done in time, which is then noted as a gap. */
  attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined>;
  /** Keeps a text, secrets masked, in a file below the folder. */
  keep(path: string, about: string, text: string): Promise<void>;
  gap(text: string): void;
  readonly files: readonly KeptFile[];
  readonly gaps: readonly string[];
  /** True once the time is over or the operator has stopped it. */
  over(): boolean;
  /** Ends what still waits for the time to be over. */
  close(): void;
}

/** `within`: milliseconds for everything. */
export function openCollection(context: RunContext, folder: string, within: number): Collection {
  const { files, clock } = context.ports;
  const closed = new AbortController();
  const signal = AbortSignal.any([context.signal, closed.signal]);
  const late = `not within ${formatDuration(within)}`;
  let isOver = false;
  let left = bytesInAll;
  const kept: KeptFile[] = [];
  const gaps: string[] = [];
  const end = clock.sleep(within, signal).then((): 'over' => {
    isOver = true;
    return 'over';
  });
  return {
    files: kept,
    gaps,
    over: () => isOver || signal.aborted,
    gap: (text) => void gaps.push(context.redact(text)),
    close: () => {
      closed.abort();
    },
    attempt: async (what, work) => {
      if (isOver) {
        gaps.push(`${what}: ${late}`);
        return undefined;
      }
      // What is still under way when the time is over ends by its own time limit, and is not waited for.
      const done = work().then(
        (value) => ({ value }),
        (thrown: unknown) => ({ failed: errorText(thrown) }),
      );
      const first = await Promise.race([done, end]);
      if (first !== 'over' && 'value' in first) return first.value;
      gaps.push(context.redact(`${what}: ${first === 'over' ? late : first.failed}`));
      return undefined;
    },
    keep: async (path, about, text) => {
      const masked = Buffer.from(context.redact(text));
      const room = Math.min(bytesInOne, left);
      if (room === 0) {
        gaps.push(`${path}: no room is left for it`);
        return;
      }
      left -= Math.min(room, masked.length);
      const whole = masked.length <= room;
      const notice = Buffer.from(`\n[cut off: ${String(masked.length - room)} bytes more]\n`);
      const target = join(folder, path);
      await files.makeFolder(dirname(target));
      await files.write(target, whole ? masked : Buffer.concat([masked.subarray(0, room), notice]));
      kept.push({ path, about });
    },
  };
}

/** Works through a list, a few at a time. */
export async function eachOf<T>(
  list: readonly T[],
  together: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = list.values();
  const worker = async (): Promise<void> => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(together, list.length) }, worker));
}
