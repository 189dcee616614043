import type { SessionFiles } from '../../../../report/session/export/exported.ts';
import { lineText } from '../../../../problem/visible-text.ts';
import { matchingLines } from '../../../../ui/output/scan/matching-lines.ts';
import type { Matcher } from '../../../../ui/output/scan/matcher.ts';

/** A line that matches. */
export interface FoundLine {
  /** Counts from 1. */
  readonly line: number;
  /** Of a line of more than a MiB the piece that matches. */
  readonly text: string;
}

const chunk = 256 * 1024;
/** A line up to here is looked at as a whole, a longer one in pieces. */
const wholeLine = 1024 * 1024;
/** Bytes that two pieces of a long line have in common, so that what is between them is found. */
const overlap = 8 * 1024;
const lineFeed = 0x0a;

/** The matching lines of an output, each once, in flat memory. It ends early where the file can't be read. */
export async function* searchOutput(
  files: SessionFiles,
  path: string,
  matcher: Matcher,
): AsyncGenerator<FoundLine> {
  let rest: Buffer = Buffer.alloc(0);
  let lines = 0;
  let told = 0;
  for (let offset = 0; ; offset += chunk) {
    const read = await files.read(path, offset, chunk);
    const ended = read === undefined || read.length < chunk;
    const bytes = read === undefined ? rest : Buffer.concat([rest, read]);
    const { stretch, left } = cut(bytes, ended);
    rest = left;
    let seen = 0;
    for (const start of stretch.length === 0 ? [] : matchingLines(stretch, matcher)) {
      if (start === undefined) continue;
      lines += lineFeeds(stretch.subarray(seen, start));
      seen = start;
      if (lines + 1 === told) continue;
      told = lines + 1;
      yield { line: told, text: lineAt(stretch, start) };
    }
    // Of a piece of a long line, the line goes on.
    lines += lineFeeds(stretch.subarray(seen));
    if (ended) return;
  }
}

/** What can be looked at by now, and what has to wait for more. */
function cut(bytes: Buffer, ended: boolean): { readonly stretch: Buffer; readonly left: Buffer } {
  if (ended) return { stretch: bytes, left: Buffer.alloc(0) };
  const end = bytes.lastIndexOf(lineFeed) + 1;
  if (end > 0) return { stretch: bytes.subarray(0, end), left: bytes.subarray(end) };
  if (bytes.length < wholeLine) return { stretch: Buffer.alloc(0), left: bytes };
  return { stretch: bytes, left: bytes.subarray(bytes.length - overlap) };
}

function lineAt(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(lineFeed, start);
  return lineText(bytes.toString('utf8', start, end < 0 ? bytes.length : end));
}

function lineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}
