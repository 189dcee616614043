import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../../../session/log/digest.ts';
import { type KeptSummary, readSummaryLine, writeSummaryLine } from './summary-line.ts';

/**
 * What was read of the logs below one folder, kept for the next list. It is never evidence: lists only are made of
 * it, and whatever it does not hold, or holds in another shape, is read from the log.
 */
export interface SummaryIndex {
  /** By the session's id. */
  readonly kept: ReadonlyMap<string, KeptSummary>;
  /** Keeps what was read anew; `live`: the sessions that there are. Never throws. */
  keep(fresh: readonly KeptSummary[], live: ReadonlySet<string>): void;
}

/** Of another version, nothing is taken. */
const header = JSON.stringify(['teei-runbook sessions', '2']);

/** Opens the index of a folder of sessions (absolute). `cache`: the folder for all of them; undefined: none is kept. */
export function openSummaryIndex(cache: string | undefined, root: string): SummaryIndex {
  if (cache === undefined) return { kept: new Map(), keep: () => {} };
  const path = join(cache, 'sessions', `${sha256(Buffer.from(root)).slice(0, 32)}.jsonl`);
  const [first, ...lines] = readAll(path).split('\n');
  const known = first === header;
  const kept = new Map<string, KeptSummary>();
  for (const line of known ? lines : []) {
    const read = readSummaryLine(line);
    if (read !== undefined) kept.set(read.session.id, read);
  }
  return {
    kept,
    keep(fresh, live) {
      // Lines that newer ones took the place of, and those of sessions that are gone, are left out in time.
      if (known && lines.length + fresh.length < 2 * live.size + 100) return append(path, fresh);
      for (const each of fresh) kept.set(each.session.id, each);
      replace(
        path,
        [...kept.values()].filter(({ session }) => live.has(session.id)),
      );
    },
  };
}

function readAll(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function append(path: string, summaries: readonly KeptSummary[]): void {
  if (summaries.length === 0) return;
  try {
    appendFileSync(path, toLines(summaries), { mode: 0o600 });
  } catch {
    // Without it the next list takes longer, and is otherwise the same.
  }
}

function replace(path: string, summaries: readonly KeptSummary[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, `${header}\n${toLines(summaries)}`, { mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    // As above.
  }
}

function toLines(summaries: readonly KeptSummary[]): string {
  return summaries.map((each) => `${writeSummaryLine(each)}\n`).join('');
}
