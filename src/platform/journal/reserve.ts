import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogFile, type OpenLogFile, writeFully } from './log-file.ts';

/** Disk space held back, so that the last records can still be written when the disk is full. */
export interface Reserve {
  /** True while the space is held. */
  held(): boolean;
  /** Tries to hold the space again. */
  hold(): Promise<void>;
  /** Gives the space to the log. */
  release(): Promise<void>;
  /** Removes the file. */
  remove(): Promise<void>;
}

/** Enough for the records of a step that ends, of the pause after it, and for a checkpoint. */
const reservedBytes = 256 * 1024;

/** Opens `<folder>/reserve` and tries to fill it. Rejects with the system's error if it can't even be opened. */
export async function openReserve(folder: string, openFile: OpenLogFile): Promise<Reserve> {
  const path = join(folder, 'reserve');
  const file = await openFile(path);
  let full = false;
  const reserve: Reserve = {
    held: () => full,
    async hold() {
      full = await fill(file);
    },
    async release() {
      full = false;
      await file.truncate(0).catch(() => undefined);
      await file.datasync().catch(() => undefined);
    },
    async remove() {
      await file.close();
      await rm(path, { force: true });
    },
  };
  await reserve.hold();
  return reserve;
}

/** Random bytes, because a file system may store zeros in no space at all. */
async function fill(file: LogFile): Promise<boolean> {
  try {
    await file.truncate(0);
    await writeFully(file, randomBytes(reservedBytes));
    await file.datasync();
    return true;
  } catch {
    await file.truncate(0).catch(() => undefined);
    return false;
  }
}
