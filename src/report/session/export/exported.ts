import type { Verification } from '../../../session/log/verification.ts';
import type { SessionRecord } from '../../../session/record.ts';
import type { DescribedSession } from '../describe-session.ts';

/** The files of a session, as a document reads them. */
export interface SessionFiles {
  /**
   * At most `length` bytes from `offset`; fewer at the end. Undefined: the session has no plain file of its own at
   * this path.
   */
  read(path: string, offset: number, length: number): Promise<Uint8Array | undefined>;
}

/** What a session is exported from. */
export interface Exported {
  readonly session: DescribedSession;
  readonly records: readonly SessionRecord[];
  readonly files: SessionFiles;
  /** Titles of the steps by their ids, from the session's own copy of the runbook; empty where it can’t be read. */
  readonly titles: ReadonlyMap<string, string>;
  readonly verify: () => Promise<Verification>;
}

/** Makes a document of a session, in pieces so that one of any size fits in memory. */
export type Exporter = (exported: Exported) => AsyncIterable<string>;
