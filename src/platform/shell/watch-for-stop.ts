import type { StopCause } from '../../steps/outcome.ts';
import { stop, type StopTarget } from './stop.ts';

/** What may have to be stopped before it ends by itself. */
export interface StopWatch {
  /** Stops it: TERM, and KILL after the grace period. */
  readonly stop: () => void;
  /** Why it was asked to stop, if it was. */
  readonly cause: () => StopCause | undefined;
  /** Stops watching; resolves when what was stopped is gone. */
  readonly end: () => Promise<void>;
}

/** Stops processes when the signal aborts. `grace`: milliseconds between TERM and KILL. */
export function watchForStop(signal: AbortSignal, target: StopTarget, grace: number): StopWatch {
  let stopping: Promise<void> | undefined;
  let cause: StopCause | undefined;
  const stopAll = (): void => {
    stopping ??= stop(target, grace);
  };
  const onAbort = (): void => {
    cause = stopCause(signal);
    stopAll();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    stop: stopAll,
    cause: () => cause,
    end: async () => {
      signal.removeEventListener('abort', onAbort);
      await stopping;
    },
  };
}

/** A signal that carries no StopCause was aborted by this program itself: it is going down. */
export function stopCause(signal: AbortSignal): StopCause {
  const reason: unknown = signal.reason;
  return reason === 'operator' || reason === 'timeout' ? reason : 'shutdown';
}
