import type { Size } from '../../terminal/full-screen.ts';
import type { Line } from '../../text/line.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import type { NotebookState } from './notebook-state.ts';

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
}

/** The frame for this state and window. Pure, and fast enough to be called for every key. */
export function notebookView(_inputs: NotebookInputs, _state: NotebookState, { rows }: Size): NotebookView {
  const frame = Array.from({ length: rows }, (): Line => []);
  return { header: [], outline: undefined, page: frame, flash: undefined, bar: [], frame, focus: undefined };
}
