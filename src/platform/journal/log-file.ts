import {
  close,
  closeSync,
  constants,
  fchmodSync,
  fdatasync,
  fstatSync,
  ftruncate,
  lstatSync,
  openSync,
  write,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';

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

/** Bytes that the page cache takes in less time than a way through the thread pool: a record of the log. */
const smallWrite = 16 * 1024;

const writeLater = promisify(write);
const datasyncLater = promisify(fdatasync);
const truncateLater = promisify(ftruncate);
const closeLater = promisify(close);

export const openLogFile: OpenLogFile = async (path) => {
  const descriptor = openSync(path, flags, 0o600);
  try {
    return overDescriptor(descriptor, path);
  } catch (thrown) {
    closeSync(descriptor);
    throw thrown;
  }
};

function overDescriptor(descriptor: number, path: string): LogFile {
  const { size, mode } = fstatSync(descriptor);
  if ((mode & 0o777) !== 0o600) fchmodSync(descriptor, 0o600);
  let expected = size;
  return {
    size,
    async write(bytes) {
      refuseChanged(descriptor, path, expected);
      const taken =
        bytes.length <= smallWrite
          ? writeSync(descriptor, bytes)
          : (await writeLater(descriptor, bytes)).bytesWritten;
      expected += taken;
      return taken;
    },
    datasync: () => datasyncLater(descriptor),
    async truncate(length) {
      await truncateLater(descriptor, length);
      expected = length;
    },
    close: () => closeLater(descriptor),
  };
}

/**
 * A file that was removed, moved or replaced still takes writes, and nobody would ever read them; one that
 * somebody else wrote to or cut no longer holds what was acknowledged.
 */
function refuseChanged(descriptor: number, path: string, expected: number): void {
  const open = fstatSync(descriptor);
  const named = lstatSync(path);
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
