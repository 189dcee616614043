import { constants } from 'node:os';
import type { Session } from '../../session/engine/session.ts';

type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Signals that came while a session was walked. */
export interface Signals {
  /** The first one that ends this program. */
  received(): Signal | undefined;
  /** Resolves when that comes. */
  readonly ended: Promise<Signal>;
  release(): void;
}

/**
 * Turns signals into orderly ends. Ctrl+C while a command runs stops that command, never this program
 * (one that has the terminal gets it by itself);
 * TERM and HUP stop the command and end the program, with the log whole and the session paused.
 */
export function watchSignals(session: Session, attended: boolean): Signals {
  let first: Signal | undefined;
  const { promise: ended, resolve: settle } = Promise.withResolvers<Signal>();
  const end = (signal: Signal): void => {
    first ??= signal;
    session.stop('shutdown');
    settle(signal);
  };
  const interrupt = (): void => {
    if (session.lent) return;
    if (session.running && attended) session.stop('operator');
    else end('SIGINT');
  };
  const terminate = (): void => end('SIGTERM');
  const hangUp = (): void => end('SIGHUP');
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', hangUp);
  return {
    received: () => first,
    ended,
    release: () => {
      process.off('SIGINT', interrupt).off('SIGTERM', terminate).off('SIGHUP', hangUp);
    },
  };
}

/** The exit code of a program that a signal ended: 128 + its number. */
export function signalExitCode(signal: Signal): number {
  return 128 + constants.signals[signal];
}
