import type { Result } from '../../problem/problem.ts';
import type { Session } from '../../session/engine/session.ts';
import type { Lines } from './lines.ts';
import type { Screen } from './screen.ts';

/** What the actions of the plain renderer share. */
export interface PlainContext {
  readonly session: Session;
  readonly screen: Screen;
  readonly lines: Lines;
  /** Words that are commands, for suggestions. */
  readonly words: readonly string[];
  help(): void;
  /** Before a step that changes something in production: the namespace is typed once. */
  consent(): Promise<Result<void>>;
  /** Runs an effect with its output on the screen and Ctrl+C turned into a stop. */
  running(effect: () => Promise<Result<void>>): Promise<Result<void>>;
}
