/** Signals that end this program where nobody turns them into an orderly end. */
const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `remove` when this program ends in another way than by its own last line: by an exit, or by a signal that nobody
 * else turns into an orderly end. Gives what takes it back.
 */
export function cleanUpAtEnd(remove: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    // Whoever else listens ends the program in order, and the rehearsal with it.
    if (process.listenerCount(signal) > 1) return;
    release();
    remove();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off('exit', remove);
    for (const signal of ending) process.off(signal, onSignal);
  };
  process.on('exit', remove);
  for (const signal of ending) process.on(signal, onSignal);
  return release;
}
