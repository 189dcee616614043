import { createHash, type Hash } from 'node:crypto';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import { type ChainEnd, chainStart, extendChain, linkFault } from '../../session/log/chain.ts';
import { readLine } from '../../session/log/log-line.ts';
import type { SessionRecord } from '../../session/record.ts';
import { segmentPath } from './layout.ts';
import { listSegments, type PlacedLine, readLines } from './read-lines.ts';
import { fileProblem, isMissing } from './system-error.ts';

/** A log as it was found. */
export interface ScannedLog {
  readonly records: readonly SessionRecord[];
  readonly end: ChainEnd;
  /** The last segment, below the session's folder. */
  readonly segment: string;
  /** Bytes of that segment's whole lines. */
  readonly bytes: number;
  /** SHA-256 over those bytes so far. */
  readonly prefix: Hash;
  /** Bytes of that segment after its whole lines that are no record: what a crash left. */
  readonly tornBytes: number;
}

interface Torn {
  readonly at: PlacedLine;
  readonly fault: string;
  readonly bytes: number;
}

/**
 * Reads a log and checks its chain, changing nothing. Unreadable bytes at the very end are told as torn;
 * anything unreadable or out of order before a good record is refused with its line and byte.
 * `session` undefined: the id is taken from the first record.
 */
export async function scanLog(folder: string, session: string | undefined): Promise<Result<ScannedLog>> {
  try {
    const segments = await listSegments(folder);
    return await scanSegments(folder, segments.length === 0 ? [segmentPath(1)] : segments, session);
  } catch (thrown) {
    if (isMissing(thrown)) return err(missingLog(folder));
    return err(fileProblem('log/unreadable', `The log in ${folder} can’t be read.`, thrown));
  }
}

async function scanSegments(
  folder: string,
  segments: readonly string[],
  session: string | undefined,
): Promise<Result<ScannedLog>> {
  const scan = createScan(session);
  for (const segment of segments) {
    if (scan.torn() !== undefined) break;
    scan.nextSegment(segment);
    for await (const line of missingAsEmpty(readLines(folder, segment))) {
      const damage = scan.take(line);
      if (damage !== undefined) return err(damage);
    }
  }
  const torn = scan.torn();
  if (torn !== undefined && torn.at.file !== segments.at(-1)) return err(damaged(torn.at, torn.fault));
  return ok(scan.result());
}

function createScan(expected: string | undefined) {
  let session = expected;
  let segment = segmentPath(1);
  const records: SessionRecord[] = [];
  let end = chainStart;
  let bytes = 0;
  let prefix = createHash('sha256');
  let torn: Torn | undefined;

  function take(line: PlacedLine): Problem | undefined {
    const reading = readLine(line.bytes);
    if (torn !== undefined) {
      if (reading.ok) return damaged(torn.at, torn.fault);
      torn = { ...torn, bytes: torn.bytes + line.bytes.length };
      return undefined;
    }
    if (!reading.ok) {
      torn = { at: line, fault: reading.fault, bytes: line.bytes.length };
      return undefined;
    }
    session ??= reading.record.envelope.session;
    const fault = linkFault(end, reading.record, session);
    if (fault !== undefined) return damaged(line, fault);
    accept(line, reading.record);
    return undefined;
  }

  function accept(line: PlacedLine, record: SessionRecord): void {
    records.push(record);
    end = extendChain(end, line.bytes);
    prefix.update(line.bytes);
    bytes += line.bytes.length;
  }

  return {
    take,
    torn: () => torn,
    nextSegment(file: string): void {
      segment = file;
      bytes = 0;
      prefix = createHash('sha256');
    },
    result: (): ScannedLog => ({ records, end, segment, bytes, prefix, tornBytes: torn?.bytes ?? 0 }),
  };
}

/** The problem of a line that can't be what was written. */
function damaged(at: Pick<PlacedLine, 'file' | 'line' | 'offset'>, fault: string): Problem {
  return problem('log/damaged', `${at.file}, line ${at.line} (byte ${at.offset}): ${fault}.`, {
    hint: 'Keep the folder as it is, and verify it with the verify command; the session can’t go on',
  });
}

/** A session killed before its first record has no file yet. */
async function* missingAsEmpty(lines: AsyncGenerator<PlacedLine>): AsyncGenerator<PlacedLine> {
  try {
    yield* lines;
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
  }
}

function missingLog(folder: string): Problem {
  return problem('log/session-missing', `There is no session’s log in ${folder}.`, {
    hint: 'List the sessions to see their ids',
  });
}
