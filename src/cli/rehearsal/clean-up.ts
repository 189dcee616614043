/** Signals that end this program where nobody turns them into an orderly end. */
const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Watches over what has to be removed at the end. */
export interface CleanUp {
  /** From now on somebody else turns signals into an orderly end; an exit is still watched. */
  leaveSignals(): void;
  /** There is nothing to be removed any more. */
  release(): void;
}

/** Runs `remove` when this program ends in another way than by its own last line: by an exit or a signal. */
export function cleanUpAtEnd(remove: () => void): CleanUp {
  const heard = new Set<NodeJS.Signals>();
  const onSignal = (signal: NodeJS.Signals): void => {
    // Whoever else listens gives the terminal back first and raises the signal again.
    const first = !heard.has(signal);
    heard.add(signal);
    if (first && process.listenerCount(signal) > 1) return;
    release();
    remove();
    process.kill(process.pid, signal);
  };
  const leaveSignals = (): void => ending.forEach((signal) => process.off(signal, onSignal));
  const release = (): void => {
    process.off('exit', remove);
    leaveSignals();
  };
  process.on('exit', remove);
  for (const signal of ending) process.on(signal, onSignal);
  return { leaveSignals, release };
}
