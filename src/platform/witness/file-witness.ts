import { open } from 'node:fs/promises';
import { errorText } from '../../problem/problem.ts';
import { entryText } from '../../session/log/witness-entry.ts';
import type { Witness } from './witness.ts';

/** A file to which entries are appended, one a line: on another machine's disk, or with the attribute `a` (chattr). */
export function fileWitness(path: string): Witness {
  return {
    name: `file ${path}`,
    async publish(entry) {
      try {
        await append(path, `${entryText(entry)}\n`);
        return undefined;
      } catch (thrown) {
        return errorText(thrown);
      }
    },
  };
}

async function append(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // A line that a crash has cut must not take this one with it.
    const torn = size > 0 && last[0] !== 0x0a;
    await file.appendFile(torn ? `\n${line}` : line);
    await file.datasync();
  } finally {
    await file.close();
  }
}
