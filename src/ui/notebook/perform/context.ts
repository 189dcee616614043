import type { Result } from '../../../problem/problem.ts';
import type { Terminal } from '../../../session/engine/deps.ts';
import type { Session } from '../../../session/engine/session.ts';
import type { ScreenDialogs } from '../../form/screen-dialogs.ts';

/** What the actions of the notebook share. */
export interface PerformContext {
  readonly session: Session;
  readonly dialogs: ScreenDialogs;
  /** Lent to what has to ask at the terminal itself, such as the passphrase of an approver's key. */
  readonly terminal: Terminal;
  /** Whether the operator has typed the namespace of a production environment in this run of the program. */
  readonly consent: { given: boolean };
  /** Resolves when no step runs any more and its end is logged. */
  idle(): Promise<void>;
}

/** What an action leads to. Problems: it was refused, nothing was done. */
export type Performed = Result<'stay' | 'leave'>;
