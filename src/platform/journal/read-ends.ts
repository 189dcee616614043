import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventOf } from '../../session/events.ts';
import { createLineSplitter } from '../../session/log/line-splitter.ts';
import { maxRecordBytes } from '../../session/log/limits.ts';
import { readLine } from '../../session/log/log-line.ts';
import type { SessionRecord } from '../../session/record.ts';
import { listSegments } from './read-lines.ts';

/** What a log begins and ends with, without what is between. */
export interface LogEnds {
  readonly first: SessionRecord;
  readonly last: SessionRecord;
  /** Set where the session has ended. */
  readonly ended: EventOf<'session.ended'> | undefined;
  /** Bytes of the whole log. */
  readonly bytes: number;
}

/** The longest possible record and some short ones before it. */
const tailBytes = maxRecordBytes + 16 * 1024;

/**
 * Reads the ends of a log, at most some 150 kB of it whatever its length. For lists only: the chain is not
 * checked, and a torn end is passed over. Undefined: the log can't be read, or holds no whole record.
 */
export async function readEnds(folder: string): Promise<LogEnds | undefined> {
  try {
    const segments = await listSegments(folder);
    const [head] = segments;
    const first = head === undefined ? undefined : await firstRecord(join(folder, head));
    if (first === undefined) return undefined;
    const sizes = await Promise.all(
      segments.map(async (segment) => (await stat(join(folder, segment))).size),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    // A crash may leave a segment behind that holds nothing yet.
    for (const segment of segments.toReversed()) {
      const found = await lastRecords(join(folder, segment));
      if (found !== undefined) return { first, ...found, bytes };
    }
    return undefined;
  } catch {
    return undefined;
  }
}

async function firstRecord(path: string): Promise<SessionRecord | undefined> {
  const [line] = await linesFrom(path, () => 0, maxRecordBytes);
  return line === undefined ? undefined : recordOf(line);
}

/** Of the lines of the tail only two are read as records: to read all takes 40 times as long. */
async function lastRecords(path: string): Promise<Pick<LogEnds, 'last' | 'ended'> | undefined> {
  const lines = await linesFrom(path, (size) => Math.max(0, size - tailBytes), tailBytes);
  const last = lastOf(lines);
  if (last === undefined) return undefined;
  const ended = lastOf(lines.filter((line) => line.includes(endedMark)))?.event;
  return { last, ended: ended?.type === 'session.ended' ? ended : undefined };
}

/** As every record of that type has it; a text that holds it too is told apart when it is read. */
const endedMark = '"type":"session.ended"';

/** The first line of a stretch is a piece, unless the file is shorter than it. */
function lastOf(lines: readonly Buffer[]): SessionRecord | undefined {
  for (const line of lines.toReversed()) {
    const record = recordOf(line);
    if (record !== undefined) return record;
  }
  return undefined;
}

function recordOf(bytes: Buffer): SessionRecord | undefined {
  const reading = readLine(bytes);
  return reading.ok ? reading.record : undefined;
}

/** Whole lines of a stretch of a plain file. Never follows a link at its end, never waits for a pipe. */
async function linesFrom(
  path: string,
  startOf: (size: number) => number,
  length: number,
): Promise<readonly Buffer[]> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return [];
    return createLineSplitter().push(await stretch(handle, startOf(stats.size), length));
  } finally {
    await handle.close();
  }
}

async function stretch(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    filled += bytesRead;
    if (bytesRead === 0 || filled === length) return bytes.subarray(0, filled);
  }
}
