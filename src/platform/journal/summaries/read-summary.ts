import { join } from 'node:path';
import { type ChainEnd, chainStart, extendChain } from '../../../session/log/chain.ts';
import { readLine } from '../../../session/log/log-line.ts';
import {
  createSummarizer,
  isTelling,
  type RecordFrame,
  type SessionSummary,
} from '../../../session/log/session-summary.ts';
import type { SessionRecord } from '../../../session/record.ts';
import { diskUse } from '../disk-use.ts';
import { readJournal } from '../read-journal.ts';
import { listSegments, readLines } from '../read-lines.ts';
import { isMissing } from '../system-error.ts';

/** What a list can say of the session in a folder, and the bytes of disk that it takes. */
export type ListedSession = FoundSummary & { readonly bytes: number };

type FoundSummary =
  | { readonly id: string; readonly state: 'begun'; readonly summary: SessionSummary }
  /** It was killed before its first record. */
  | { readonly id: string; readonly state: 'not begun' }
  | { readonly id: string; readonly state: 'damaged'; readonly message: string };

/**
 * Summarizes the log of a session in flat memory. Its chain is checked; of most records nothing else is, since
 * to read them strictly takes ten times as long.
 */
export async function readSummary(root: string, id: string): Promise<ListedSession> {
  const folder = join(root, id);
  return { ...(await summarize(folder, id)), bytes: diskUse(folder) };
}

async function summarize(folder: string, id: string): Promise<FoundSummary> {
  const found = await quickly(folder);
  if (found === 'faulty') return strictly(folder, id);
  return found === undefined ? { id, state: 'not begun' } : { id, state: 'begun', summary: found };
}

/** Why the quick way found something wrong is told by the strict one. */
async function strictly(folder: string, id: string): Promise<FoundSummary> {
  const journal = await readJournal(folder);
  if (!journal.ok)
    return { id, state: 'damaged', message: journal.problems[0]?.message ?? 'It can’t be read.' };
  const summarizer = createSummarizer();
  for (const record of journal.value.records) summarizer.take(record.envelope, record);
  const summary = summarizer.summary();
  return summary === undefined ? { id, state: 'not begun' } : { id, state: 'begun', summary };
}

async function quickly(folder: string): Promise<SessionSummary | undefined | 'faulty'> {
  const summarizer = createSummarizer();
  let end = chainStart;
  try {
    for await (const bytes of linesOf(folder)) {
      const read = readFrame(bytes, end);
      if (read === undefined) return 'faulty';
      summarizer.take(read.frame, read.whole);
      end = extendChain(end, bytes);
    }
  } catch (thrown) {
    if (!isMissing(thrown)) return 'faulty';
  }
  return summarizer.summary();
}

async function* linesOf(folder: string): AsyncGenerator<Buffer> {
  for (const segment of await listSegments(folder)) {
    for await (const { bytes } of readLines(folder, segment)) yield bytes;
  }
}

interface ReadFrame {
  readonly frame: RecordFrame;
  readonly whole: SessionRecord | undefined;
}

/** The frame of the line that has to follow this end of the chain; undefined: it does not, or is no record. */
function readFrame(bytes: Buffer, end: ChainEnd): ReadFrame | undefined {
  const line = parse(bytes);
  if (!isObject(line) || line['prev'] !== end.head || line['seq'] !== end.seq + 1) return undefined;
  const { type, time, actor } = line;
  if (typeof type !== 'string' || typeof time !== 'string' || !isObject(actor)) return undefined;
  const { id, on_behalf_of: person } = actor;
  if (typeof id !== 'string' || !(person === undefined || typeof person === 'string')) return undefined;
  const frame = { type, time, actor: { id, ...(person === undefined ? {} : { on_behalf_of: person }) } };
  if (!isTelling(type)) return { frame, whole: undefined };
  const reading = readLine(bytes);
  return reading.ok ? { frame, whole: reading.record } : undefined;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
