import type { ReadStream, WriteStream } from 'node:tty';
import type { ColourDepth } from './colour.ts';

/** A terminal's two ends. `fd` is the file descriptor behind `stdout`. */
export interface TerminalStreams {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream & { readonly fd: number };
}

/** How the operator is told that something waits. */
export interface AttentionSettings {
  readonly bell: boolean;
  /** A notification of the desktop (OSC 9 or 777). */
  readonly notify: boolean;
  /** The title of the window. */
  readonly title: boolean;
}

export interface FullScreenOptions extends TerminalStreams {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly colour: ColourDepth;
  readonly attention: AttentionSettings;
  /**
   * Hears what is behind the text, dark or light, where the terminal tells. It is asked once the first frame is
   * drawn; without a listener it is not.
   */
  readonly onBackground?: (background: 'dark' | 'light') => void;
  /**
   * Hears what libraries print while the screen is held (console, warnings). It would be drawn over the screen,
   * so it is kept from it; without a listener it is dropped.
   */
  readonly onStrayOutput?: (text: string) => void;
}
