import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';

/**
 * The few operations the log needs of a file, as a port, so that tests can bring in a full disk, a broken
 * one and short writes. Every method rejects with the system's error.
 */
export interface LogFile {
  /** Size in bytes when it was opened. */
  readonly size: number;
  /** Writes at the end; resolves to how many bytes were taken, which may be fewer than given. */
  write(bytes: Uint8Array): Promise<number>;
  /** Resolves when everything written is on the disk. */
  datasync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file for appending, creating it (0600) where it is missing. Never follows a link at its end. */
export type OpenLogFile = (path: string) => Promise<LogFile>;

const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

export const openLogFile: OpenLogFile = async (path) => {
  const handle = await open(path, flags, 0o600);
  try {
    return await overHandle(handle, path);
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
};

async function overHandle(handle: FileHandle, path: string): Promise<LogFile> {
  const { size, mode } = await handle.stat();
  if ((mode & 0o777) !== 0o600) await handle.chmod(0o600);
  let expected = size;
  return {
    size,
    async write(bytes) {
      await refuseChanged(handle, path, expected);
      const { bytesWritten } = await handle.write(bytes);
      expected += bytesWritten;
      return bytesWritten;
    },
    datasync: () => handle.datasync(),
    async truncate(length) {
      await handle.truncate(length);
      expected = length;
    },
    close: () => handle.close(),
  };
}

/**
 * A file that was removed, moved or replaced still takes writes, and nobody would ever read them; one that
 * somebody else wrote to or cut no longer holds what was acknowledged.
 */
async function refuseChanged(handle: FileHandle, path: string, expected: number): Promise<void> {
  const [open, named] = await Promise.all([handle.stat(), lstat(path)]);
  if (open.ino !== named.ino || open.dev !== named.dev) throw new Error('another file has taken its place');
  if (open.size !== expected) {
    throw new Error(`it has ${open.size} bytes, and ${expected} were written: something else changed it`);
  }
}

/** Writes all bytes, however few the system takes at a time. `taken` is told after each write. */
export async function writeFully(
  file: LogFile,
  bytes: Uint8Array,
  taken: (count: number) => void = () => {},
): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const count = await file.write(bytes.subarray(at));
    if (count <= 0) throw new Error('the system took no byte of a write');
    taken(count);
    at += count;
  }
}
