import type { Line } from '../../text/line.ts';

/** One frame of the notebook: rows ready to be drawn, each fitted to its place. */
export interface NotebookView {
  readonly header: readonly Line[];
  /** Beside the page, above it, or absent where there is no room. */
  readonly outline:
    | { readonly place: 'left'; readonly columns: number; readonly rows: readonly Line[] }
    | { readonly place: 'above'; readonly rows: readonly Line[] }
    | undefined;
  /** Exactly as many rows as the page has. */
  readonly page: readonly Line[];
  /** What was said last, for a moment; what the engine refused, until the next key. */
  readonly flash: Line | undefined;
  /** The keys that work now, and what Enter does. */
  readonly bar: readonly Line[];
  /** All of it as the rows of the window: as many as it has, none wider than it is. */
  readonly frame: readonly Line[];
  /** The step that is looked at; undefined: the end of the runbook. What `output` and `fold` are about. */
  readonly focus: string | undefined;
  /**
   * True where Enter acts: the current step is in focus, and the page says what Enter does. Elsewhere Enter has
   * to bring the current step back and do nothing else: nobody runs what is not in sight.
   */
  readonly enterActs: boolean;
  /** Steps on the page whose last lines of output are not read yet. */
  readonly unread: readonly string[];
}
