import type { Problem } from '../../problem/problem.ts';
import type { Session } from '../../session/engine/session.ts';
import type { Keymap } from '../keymap/keymap.ts';
import type { OpenOutput } from '../output/output-source.ts';
import type { SavePort } from '../output/screen-options.ts';
import type { FullScreen } from '../terminal/full-screen.ts';
import type { ProseRenderer } from '../text/prose/renderer.ts';
import type { ThemeSource } from '../theme/theme-source.ts';

/** What the notebook needs beside the session. The command line gives it. */
export interface NotebookOptions {
  readonly screen: FullScreen;
  readonly keymap: Keymap;
  readonly themes: ThemeSource;
  /** False: outputs are shown without their colours. */
  readonly colour: boolean;
  /** The prose of runbooks, once it is loaded; until then it is set plainly. */
  readonly prose: Promise<ProseRenderer>;
  /** Median milliseconds by step id, from earlier sessions of this runbook. */
  readonly history: (session: Session) => Promise<ReadonlyMap<string, number>>;
  /** Opens the output at this absolute path; one that is missing has no bytes. */
  readonly openOutput: (path: string, growing: boolean) => Promise<OpenOutput>;
  /** $PAGER; undefined: `less`. */
  readonly pager: string | undefined;
  /** Lends the terminal to a program until it ends. */
  readonly page: (argv: readonly string[]) => Promise<Problem | undefined>;
  readonly save: SavePort;
  /** What is to be said first, such as settings that can't be used. */
  readonly problems: readonly Problem[];
  /** Aborts when the program is to end: the session is then paused. */
  readonly signal: AbortSignal;
}
