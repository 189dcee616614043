import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createLineSplitter } from '../../session/log/line-splitter.ts';
import { segmentPath } from './layout.ts';

/** A line of one segment and where it lies. */
export interface PlacedLine {
  /** Below the session's folder. */
  readonly file: string;
  /** Counts from 1 in its file. */
  readonly line: number;
  /** Bytes of the file before it. */
  readonly offset: number;
  /** With its LF; the last line of a torn file has none. */
  readonly bytes: Buffer;
}

const chunkSize = 256 * 1024;

/** The lines of one segment, oldest first, in flat memory. Rejects with the system's error. */
export async function* readLines(folder: string, file: string): AsyncGenerator<PlacedLine> {
  const splitter = createLineSplitter();
  let line = 0;
  let offset = 0;
  const place = (bytes: Buffer): PlacedLine => {
    const placed = { file, line: line + 1, offset, bytes };
    line += 1;
    offset += bytes.length;
    return placed;
  };
  for await (const chunk of readChunks(join(folder, file))) {
    for (const bytes of splitter.push(chunk)) yield place(bytes);
  }
  const rest = splitter.rest();
  if (rest.length > 0) yield place(rest);
}

/** The bytes of a plain file in pieces. Never follows a link at its end, never waits for a pipe. */
export async function* readChunks(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new Error(`${path} is not a plain file`);
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** The segments of a log in order. Rejects with the system's error, or when one is missing between others. */
export async function listSegments(folder: string): Promise<readonly string[]> {
  const names = (await readdir(join(folder, 'events')))
    .filter((name) => /^\d{6}\.jsonl$/.test(name))
    .toSorted();
  const paths = names.map((name) => `events/${name}`);
  const missing = paths.findIndex((path, index) => path !== segmentPath(index + 1));
  if (missing !== -1) throw new Error(`${segmentPath(missing + 1)} is missing`);
  return paths;
}
