import type { Terminal } from '../../session/engine/deps.ts';
import type { Session } from '../../session/engine/session.ts';
import type { LibraryChoice, LibraryView } from '../../ui/library/library-view.ts';
import type { WalkEnd } from '../../ui/walk-end.ts';
import type { Questions } from './questions.ts';

/** How a person is met: by lines, on the whole screen, or not at all. */
export interface FrontEnd {
  readonly questions: Questions;
  /** Tells that nothing keeps what was asked for from being opened, and that this goes on now. */
  opening(): void;
  /** The terminal, for commands that want it. */
  readonly terminal: Terminal;
  /** Walks a session until it ends or is left. `signal` aborts when the program is to end: the session is then paused. */
  walk(session: Session, signal: AbortSignal): Promise<WalkEnd>;
  /**
   * Offers what the library holds, more of it each time, and gives what was chosen. `back`: why one is back in it,
   * as it was left; absent: it is opened for the first time.
   */
  choose(views: AsyncIterable<LibraryView>, back?: string): Promise<LibraryChoice>;
  /** Gives the terminal back: what is printed from now on stays on it. */
  close(): Promise<void>;
}
