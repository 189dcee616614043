import type { Parameter } from '../../runbook/parameter.ts';
import type { Requirements } from '../../runbook/model.ts';

/**
 * What the library shows, as far as it is known by now: the files first, then what is in them, then the
 * sessions. All text is as it was found; the screen makes it safe.
 */
export interface LibraryView {
  /** Newest first. */
  readonly sessions: readonly UnfinishedSession[];
  /** In the order in which the folders are searched. */
  readonly runbooks: readonly RunbookEntry[];
  /** The folders that were searched, as people read them. */
  readonly folders: readonly string[];
  /** What kept runbooks or sessions from being read: what, and what to do. */
  readonly problems: readonly { readonly message: string; readonly hint?: string }[];
  /** True while earlier sessions are still being read. */
  readonly reading: boolean;
  /** Milliseconds since 1970: what "2 h ago" is counted from. */
  readonly now: number;
}

/** Nothing is known yet. */
export const unreadLibrary: LibraryView = {
  sessions: [],
  runbooks: [],
  folders: [],
  problems: [],
  reading: true,
  now: 0,
};

/** A session that can be gone on with. Times are ISO. */
export interface UnfinishedSession {
  readonly id: string;
  /** Id of its runbook. */
  readonly runbook: string;
  readonly environment: string;
  readonly production: boolean;
  /** Set for a rehearsal: where it was rehearsed. */
  readonly rehearsal?: string;
  readonly startedAt: string;
  /** Of its last record. */
  readonly lastAt: string;
  /** Who operated it last. */
  readonly by: string;
  /** Where it stands. Absent: that is not known, or not yet. */
  readonly step?: { readonly number: number; readonly of: number; readonly title: string };
  /** Why it was paused, in its own words. */
  readonly paused?: string;
  /** Who writes it at this moment: it can only be looked at. */
  readonly writer?: { readonly who: string; readonly host: string; readonly since: string };
}

export interface RunbookEntry {
  readonly id: string;
  /** As people read it, and as the command line takes it. */
  readonly path: string;
  readonly origin: 'path' | 'repository' | 'user' | 'bundled';
  /** The file that is found first under this id: this one opens by its path only. */
  readonly shadowedBy?: string;
  /** What is in the file. Absent: it has not been read yet. */
  readonly content?: RunbookContent;
  /** Absent: never run here, or not known yet. */
  readonly last?: LastRun;
  /** Milliseconds of the last completed runs, oldest first. */
  readonly durations: readonly number[];
}

export type RunbookContent =
  | { readonly valid: true; readonly about: RunbookAbout }
  /** It can't be started. The first of its problems is shown. */
  | { readonly valid: false; readonly errors: number; readonly first: string };

export interface RunbookAbout {
  readonly title: string;
  readonly description?: string;
  readonly owner?: string;
  readonly parameters: readonly Parameter[];
  /** Names; none: any. */
  readonly environments: readonly string[];
  readonly steps: number;
  readonly requires: Requirements;
}

/** The newest session of a runbook. */
export interface LastRun {
  readonly session: string;
  readonly endedAt: string;
  readonly outcome: 'completed' | 'failed' | 'rolled-back' | 'aborted' | 'unfinished';
  readonly by: string;
  /** From its first to its last record. */
  readonly milliseconds: number;
}

/** What came of the library. */
export type LibraryChoice =
  /** An id or a path, as the command line takes it. */
  | { readonly choice: 'open'; readonly runbook: string }
  | { readonly choice: 'resume'; readonly session: string }
  | { readonly choice: 'quit' };
