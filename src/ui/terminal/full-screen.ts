import type { ReactNode } from 'react';
import type { Input } from './input.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Why the full screen is no more; absent cause: it was closed. */
export interface Ended {
  readonly cause?: Error;
}

/** The whole terminal, held by this program until `close`. Whatever happens, it is given back as it was. */
export interface FullScreen {
  /** As it is now. Where the terminal tells none, 80 by 24. */
  readonly size: Size;
  /** True while a child has the terminal: Ctrl+C and Ctrl+Z are the child's then. */
  readonly lent: boolean;
  /** Draws this from now on. Keys count from the first frame on: nobody answers what is not shown yet. */
  show(element: ReactNode): void;
  /** Hears every key and paste. The last listener that was added hears them, alone. */
  onInput(listener: (input: Input) => void): () => void;
  onResize(listener: (size: Size) => void): () => void;
  /** Gives the terminal to a child, with nothing of this program reading it. */
  lend(): Promise<void>;
  /** Takes it back, draws anew, and hears nothing for a moment: what was typed for the child is not for us. */
  takeBack(): Promise<void>;
  /** Stops this program as Ctrl+Z does, and draws anew when it is back. */
  suspend(): Promise<void>;
  /** Draws everything anew, whatever is on the screen now. */
  redraw(): void;
  /** Rings or notifies: something waits for the operator. Does nothing where the settings opt out. */
  attention(message: string): void;
  /** The title of the window. Does nothing where the settings opt out. */
  title(text: string): void;
  /**
   * Puts text on the clipboard of the operator's own terminal (OSC 52), also over ssh. False: it is longer than
   * terminals take, and nothing was put there. True says that it was sent; no terminal says whether it took it.
   */
  copy(text: string): boolean;
  /** Gives the terminal back. Resolves when everything is written. */
  close(): Promise<void>;
  /** Resolves when it was closed, when the terminal is gone, or when drawing failed. The terminal is given back by then. */
  readonly ended: Promise<Ended>;
}
