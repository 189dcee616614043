import type { SessionTag } from '../describe/target.ts';
import type { outcomes } from '../library/list-rows.ts';
import type { OutputSource } from '../output/output-source.ts';
import type { standingOf } from '../output/standing.ts';
import type { OutputScreenOptions } from '../output/screen-options.ts';

/** A session in the list. Times are ISO. */
export interface SessionRow {
  readonly id: string;
  /** Of disk. */
  readonly bytes: number;
  /** Undefined where nothing can be told but `unread`. */
  readonly about: SessionAbout | undefined;
  /** Why there is nothing to look at: its log is damaged, it was removed, it never began. */
  readonly unread: { readonly word: string; readonly why: string } | undefined;
}

export interface SessionAbout {
  readonly runbook: string;
  readonly environment: string;
  readonly tag: SessionTag;
  /** The context of the cluster. */
  readonly cluster?: string;
  readonly outcome: keyof typeof outcomes;
  /** Why it ended so or is paused. */
  readonly reason?: string;
  readonly startedAt: string;
  /** From the first to the last record. */
  readonly milliseconds: number;
  readonly by: readonly string[];
}

/** What happened in a session, in order. */
export interface SessionCourse {
  readonly entries: readonly CourseRow[];
}

/** One thing that happened. Durations are in milliseconds. */
export interface CourseRow {
  /** The number of its record. */
  readonly seq: number;
  /** ISO. */
  readonly time: string;
  readonly actor: string;
  readonly step?: string;
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'warning' | 'plain';
  readonly details: readonly { readonly label: string; readonly text: string }[];
  /** Before it, in which nothing was recorded and nothing ran. */
  readonly idle: number;
  /** The session was left before it. */
  readonly away: boolean;
  /** What the step has printed; absent: nothing was kept, or it is not about a step. */
  readonly output?: StepOutput;
}

/** The output of one attempt. */
export interface StepOutput {
  /** Below the session's folder. */
  readonly path: string;
  readonly attempt: number;
  /** Empty where there is none. */
  readonly command: string;
  /** How the attempt ended; undefined: nobody has seen its end. */
  readonly ended: Parameters<typeof standingOf>[0] | undefined;
  readonly recorded: { readonly bytes: number; readonly truncated: boolean };
}

/** An output that lies in its file, to be closed by whoever shows it. */
export interface FiledOutput extends OutputSource {
  close(): Promise<void>;
}

/** A read that may come to nothing, with why. */
export type Read<T> = { readonly read: T } | { readonly why: string };

/** Where the sessions come from, and what their outputs are shown with. Nothing of it writes to a session. */
export interface SessionsPort extends Pick<OutputScreenOptions, 'colour' | 'pager' | 'page' | 'save'> {
  /** The folder of the sessions. */
  readonly folder: string;
  /** All, newest first. */
  readonly list: () => Promise<readonly SessionRow[]>;
  readonly course: (id: string) => Promise<Read<SessionCourse>>;
  readonly openOutput: (id: string, output: StepOutput) => Promise<Read<FiledOutput>>;
}
