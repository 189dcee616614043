import type { StopTarget } from '../stop.ts';
import { readModes, writeModes } from './tty-modes.ts';

/** Longest wait for the news that this process goes on, in milliseconds. */
const newsDelay = 100;

export interface Suspended {
  /** Everything in the recorded terminal. It has stopped. */
  readonly terminal: Pick<StopTarget, 'signal'>;
  /** The modes of this program's own terminal before it was lent. */
  readonly modes: string | undefined;
  /** Wakes script(1) up, which stops with what it runs. */
  readonly wake: () => void;
}

/**
 * Stops this program's whole job, as the key would have without a recorder between it and the command, and lets
 * the recorded terminal go on when the job does. Where nobody could continue the job, the system stops nothing.
 */
export async function suspendJob({ terminal, modes, wake }: Suspended): Promise<void> {
  const raw = readModes();
  writeModes(modes);
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGCONT', resolve);
  process.kill(0, 'SIGTSTP');
  const late = setTimeout(resolve, newsDelay);
  await promise;
  clearTimeout(late);
  process.off('SIGCONT', resolve);
  writeModes(raw);
  wake();
  terminal.signal('SIGCONT');
}
