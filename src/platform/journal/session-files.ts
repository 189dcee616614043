import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isClaimable } from '../../session/log/claims.ts';
import { linkOnTheWay } from './link-on-the-way.ts';

/** A link is not followed, and a pipe is not waited for: neither is a file of the session. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Reads files of the session in a folder, as far as its log may name them; a link or a path that leaves it is none. */
export function sessionFiles(folder: string): {
  /** At most `length` bytes from `offset`. Undefined: it is no plain file of the session, or can’t be read. */
  readonly read: (path: string, offset: number, length: number) => Promise<Uint8Array | undefined>;
} {
  return {
    read: (path, offset, length) =>
      isClaimable(path)
        ? readOwn(folder, path, offset, length).catch(() => undefined)
        : Promise.resolve(undefined),
  };
}

async function readOwn(
  folder: string,
  path: string,
  offset: number,
  length: number,
): Promise<Uint8Array | undefined> {
  if ((await linkOnTheWay(folder, path)) !== undefined) return undefined;
  const handle = await open(join(folder, path), flags);
  try {
    if (!(await handle.stat()).isFile()) return undefined;
    const bytes = Buffer.alloc(length);
    let count = 0;
    while (count < length) {
      const { bytesRead } = await handle.read(bytes, count, length - count, offset + count);
      if (bytesRead === 0) break;
      count += bytesRead;
    }
    return bytes.subarray(0, count);
  } finally {
    await handle.close();
  }
}
