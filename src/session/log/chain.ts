import type { SessionRecord } from '../record.ts';
import { noDigest, sha256 } from './digest.ts';

/** Where a chain of records has got to. */
export interface ChainEnd {
  readonly seq: number;
  /** SHA-256 of the last line, its LF included. */
  readonly head: string;
}

export const chainStart: ChainEnd = { seq: 0, head: noDigest };

/** The end of the chain after one more line. */
export function extendChain(end: ChainEnd, line: Uint8Array): ChainEnd {
  return { seq: end.seq + 1, head: sha256(line) };
}

/** Why a record can't follow this end of the chain, as a sentence; undefined: it follows. */
export function linkFault(end: ChainEnd, record: SessionRecord, session: string): string | undefined {
  const { seq, prev } = record.envelope;
  if (record.envelope.session !== session)
    return `the record belongs to session ${record.envelope.session}, expected ${session}`;
  if (seq !== end.seq + 1) return `the record has number ${seq}, expected ${end.seq + 1}`;
  if (prev !== end.head) return `the record names ${prev} as the line before it, which is ${end.head}`;
  return undefined;
}
