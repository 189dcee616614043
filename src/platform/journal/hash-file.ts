import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { readChunks } from './read-lines.ts';

/** SHA-256 in hex and size of a plain file, in flat memory. Rejects with the system's error. */
export async function hashFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of readChunks(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Makes what was written to a file last. Rejects with the system's error. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
