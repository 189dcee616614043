import type { Problem } from '../../problem/problem.ts';
import type { ActionId } from '../keymap/actions.ts';
import type { Input } from '../terminal/input.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Line, Tone } from '../text/line.ts';
import type { OutputSource } from './output-source.ts';

/** What the header says of the attempt. Asked at every drawing, so it may change. */
export interface OutputHeading {
  readonly step: string;
  readonly attempt: number;
  /** Where it ran. Its first span is the tag of the session, which is shown however little room there is. */
  readonly place: Line;
  /** The command as resolved; empty where there is none. */
  readonly command: string;
  /** How it stands: `running for 12 s`, `exit 1 after 3 s`. */
  readonly standing: string;
  readonly tone: Tone;
  /** What the log says of the filed output; absent while the step runs. */
  readonly recorded?: { readonly bytes: number; readonly truncated: boolean };
}

/** Where the output is saved to. */
export interface SavePort {
  /** What is there at this path, which the operator typed. */
  look(
    path: string,
  ): Promise<
    | { readonly there: 'nothing' | 'file'; readonly path: string }
    | { readonly there: 'refused'; readonly problem: Problem }
  >;
  /** Writes the output there, whole or not at all. `replace`: a file that is there may be replaced. */
  write(path: string, source: OutputSource, replace: boolean): Promise<Problem | undefined>;
}

export interface OutputScreenOptions {
  readonly source: OutputSource;
  readonly heading: () => OutputHeading;
  /** False: no colour of the output is kept. */
  readonly colour: boolean;
  /** The action of a key on this screen; `searching` while a search is on. */
  readonly actionFor: (
    chord: string,
    where: { readonly screen: 'output'; readonly searching: boolean },
  ) => ActionId | undefined;
  /** When the byte at this offset came, in milliseconds since 1970; see `OutputTail.timeAt`. */
  readonly timeAt?: (offset: number) => number | undefined;
  /** How a time is written in front of a line, always of one width. By default HH:MM:SS of this place. */
  readonly clockTime?: (ms: number) => string;
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void;
  /** $PAGER; undefined: `less -R`. */
  readonly pager: string | undefined;
  /** Lends the terminal to the pager until it ends. Gives what went wrong. */
  readonly page: (argv: readonly string[]) => Promise<Problem | undefined>;
  readonly save: SavePort;
  /** The operator wants to go back to where this screen was opened. */
  readonly onClose: () => void;
}

/** What is to be drawn, from top to bottom. All of it together is as high as the size that was given. */
export interface OutputView {
  /** Empty while borderless. */
  readonly header: readonly Line[];
  readonly rows: readonly Line[];
  /** A field, the progress of a search, or what was said last; in a row of its own. */
  readonly said: Line | undefined;
  /** What the keys do while that is asked. Undefined: the last row is the key bar's, unless `borderless`. */
  readonly keys: Line | undefined;
  /** Columns of `said` before the cursor; undefined: nothing is typed. */
  readonly cursor: number | undefined;
  /** True: there is no key bar. */
  readonly borderless: boolean;
  /** A search is on: `n` and `N` go through its matches. */
  readonly searching: boolean;
  /** True while a field is open, which takes every key. */
  readonly typing: boolean;
}

/** The output screen, to be plugged in where the terminal is: it draws nothing itself. */
export interface OutputScreen {
  /** False: the key is not for this screen (palette, help, interrupt, suspend, redraw). */
  input(input: Input): boolean;
  /** Carries an action of the palette out. False: not one of this screen's. */
  act(action: ActionId): boolean;
  view(size: Size): OutputView;
  /** Tells that `view` has something new, at most 30 times a second. */
  onChange(listener: () => void): () => void;
  /** Ends its work in the background. The source stays open: it is its owner's. */
  close(): void;
}
