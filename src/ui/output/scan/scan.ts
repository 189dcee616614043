import { setImmediate as next } from 'node:timers/promises';
import { createBreath } from '../lines/breath.ts';
import { readRange } from '../lines/read-range.ts';
import type { OutputSource } from '../output-source.ts';
import type { Matcher } from './matcher.ts';
import { matchingLines } from './matching-lines.ts';

/** Bytes that are looked at in one go: some milliseconds. */
const slice = 64 * 1024;
/** A line up to here is looked at as a whole, a longer one in pieces. */
const wholeLine = 256 * 1024;
/** Bytes that two pieces of a long line have in common, so that what is between them is found. */
const overlap = 8 * 1024;
const lineFeed = 0x0a;

export interface Scan {
  readonly source: OutputSource;
  readonly matcher: Matcher;
  readonly signal: AbortSignal;
  /** Told how many bytes were looked at. */
  readonly progress: (bytes: number) => void;
}

/**
 * The first matching line that begins at `from` or later, and before `to`. `from` is where a line begins.
 * Undefined: there is none, or it was aborted. Of a line of more than 256 KiB it gives the piece that matches.
 */
export async function scanForward(scan: Scan, from: number, to: number): Promise<number | undefined> {
  const breath = createBreath();
  const buffer = Buffer.allocUnsafeSlow(wholeLine);
  let at = from;
  let length = slice;
  while (at < to && !scan.signal.aborted) {
    const { size } = scan.source;
    const bytes = await readRange(scan.source, at, Math.min(size, at + length), buffer);
    const ended = at + bytes.length === size;
    const last = bytes.lastIndexOf(lineFeed);
    const whole = last >= 0 || ended;
    if (!whole && bytes.length < wholeLine) {
      length *= 4;
      continue;
    }
    const stretch = last < 0 || ended ? bytes : bytes.subarray(0, last + 1);
    for (const found of matchingLines(stretch, scan.matcher)) {
      if (found !== undefined) return at + found < to ? at + found : undefined;
      if (breath.due()) await breath.take();
    }
    at += whole ? stretch.length : bytes.length - overlap;
    length = slice;
    scan.progress(at - from);
    await next();
  }
  return undefined;
}

/** The last matching line that begins before `to`, and at `from` or later. Both are where a line begins. */
export async function scanBackward(scan: Scan, from: number, to: number): Promise<number | undefined> {
  const buffer = Buffer.allocUnsafeSlow(wholeLine);
  let end = to;
  let length = slice;
  while (end > from && !scan.signal.aborted) {
    const at = Math.max(from, end - length);
    const bytes = await readRange(scan.source, at, end, buffer);
    // The last byte is the line feed of the last line: the one before it ends the line before that.
    const first = at === from ? -1 : bytes.subarray(0, -1).indexOf(lineFeed);
    const whole = at === from || first >= 0;
    if (!whole && bytes.length < wholeLine) {
      length *= 4;
      continue;
    }
    const found = await lastMatch(bytes.subarray(first + 1), scan.matcher);
    if (found !== undefined) return at + first + 1 + found;
    end = whole ? at + first + 1 : at + overlap;
    length = slice;
    scan.progress(to - end);
    await next();
  }
  return undefined;
}

async function lastMatch(bytes: Buffer, matcher: Matcher): Promise<number | undefined> {
  const breath = createBreath();
  let last: number | undefined;
  for (const found of matchingLines(bytes, matcher)) {
    last = found ?? last;
    if (breath.due()) await breath.take();
  }
  return last;
}
