import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Files } from '../steps/ports/files.ts';

const privateMode = 0o600;

/** The machine's own files. */
export const systemFiles: Files = {
  read: (path, limit) => orMissing(() => readUpTo(path, limit)),
  readTail: async (path, limit) => (await orMissing(() => readLast(path, limit))) ?? Buffer.alloc(0),
  write: writeWhole,
  stat: (path) =>
    orMissing(async () => {
      const found = await stat(path);
      return { size: found.size, modified: found.mtimeMs, folder: found.isDirectory() };
    }),
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: async (path) => (await orMissing(() => readdir(path))) ?? [],
};

/** Reads the whole file, or its first `limit` bytes. */
function readUpTo(path: string, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  return withFile(path, (file) => readFrom(file, 0, limit));
}

function readLast(path: string, limit: number): Promise<Buffer> {
  return withFile(path, async (file) => {
    const { size } = await file.stat();
    return readFrom(file, Math.max(0, size - limit), limit);
  });
}

/** A named pipe is opened without waiting for a writer: reading it then gives nothing. */
async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Reads on until there is no more: files below /proc have a size of 0. */
async function readFrom(file: FileHandle, start: number, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  while (bytes < limit) {
    const room = Math.min(limit - bytes, 256 * 1024);
    const { bytesRead, buffer } = await file.read(
      Buffer.alloc(room),
      0,
      room,
      start === 0 ? null : start + bytes,
    );
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
  return Buffer.concat(chunks);
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const mode = (await orMissing(() => stat(path)))?.mode ?? privateMode;
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx', privateMode);
    try {
      await file.writeFile(content);
      await file.chmod(mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** A rename is only on disk once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function orMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
}
