import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../problem/problem.ts';
import type { EventOf } from '../../session/events.ts';
import { sha256 } from '../../session/log/digest.ts';
import type { SessionRecord } from '../../session/record.ts';
import { writeDurably } from './durable-file.ts';
import { hashFile } from './hash-file.ts';
import { tornPath } from './layout.ts';
import type { LogFile } from './log-file.ts';
import { readChunks } from './read-lines.ts';
import type { ScannedLog } from './scan-log.ts';
import { fileProblem } from './system-error.ts';

/**
 * Takes what a crash left behind the last whole line off the log: first a copy aside, then the cut. Killed
 * anywhere in between, the next opening does the rest.
 */
export async function cutTornTail(folder: string, file: LogFile, scanned: ScannedLog): Promise<Result<void>> {
  if (scanned.tornBytes === 0) return ok(undefined);
  try {
    const tail = await readTail(join(folder, scanned.segment), scanned.bytes);
    await writeDurably(join(folder, tornPath(scanned.bytes, sha256(tail))), tail);
    await file.truncate(scanned.bytes);
    await file.datasync();
    return ok(undefined);
  } catch (thrown) {
    return err(fileProblem('log/unwritable', `The torn end of ${scanned.segment} can’t be cut off.`, thrown));
  }
}

/** The recoveries that the log does not tell of yet, one for each piece kept aside. */
export async function untoldRecoveries(
  folder: string,
  records: readonly SessionRecord[],
): Promise<Result<readonly EventOf<'log.recovered'>[]>> {
  const told = new Set(records.flatMap(({ event }) => (event.type === 'log.recovered' ? [event.aside] : [])));
  try {
    const asides = (await readdir(join(folder, 'torn')))
      .filter((name) => /^\d+-[0-9a-f]{64}$/.test(name))
      .map((name) => `torn/${name}`)
      .filter((aside) => !told.has(aside));
    return ok(await Promise.all(asides.toSorted().map((aside) => recovery(folder, aside))));
  } catch (thrown) {
    return err(fileProblem('log/unreadable', 'The pieces cut from the log can’t be read.', thrown));
  }
}

async function recovery(folder: string, aside: string): Promise<EventOf<'log.recovered'>> {
  return { type: 'log.recovered', aside, ...(await hashFile(join(folder, aside))) };
}

async function readTail(path: string, offset: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let at = 0;
  for await (const chunk of readChunks(path)) {
    const skip = Math.max(0, offset - at);
    if (skip < chunk.length) pieces.push(chunk.subarray(skip));
    at += chunk.length;
  }
  return Buffer.concat(pieces);
}
