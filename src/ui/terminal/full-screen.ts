import type { ReactNode } from 'react';
import type { Input } from './input.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The whole terminal, held by this program until `close`. Whatever happens, it is given back as it was. */
export interface FullScreen {
  readonly size: Size;
  /** Draws this from now on. */
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
  /** The title of the window. */
  title(text: string): void;
  /** Puts text on the clipboard of the operator's own terminal (OSC 52), also over ssh. */
  copy(text: string): void;
  /** Gives the terminal back. Resolves when everything is written. */
  close(): Promise<void>;
  /** Resolves when the terminal is gone or drawing failed; absent cause: it was closed. */
  readonly ended: Promise<{ readonly cause?: Error }>;
}
