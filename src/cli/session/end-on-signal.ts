const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Ending = (typeof ending)[number];

interface SignalWatch {
  /** Ends the program as if this signal had come. */
  end(signal: Ending): void;
  /** From now on somebody else answers signals. */
  readonly release: () => void;
}

/**
 * Before there is a session to be paused, a signal ends this program as it would any other, but only after
 * `giveBack`.
 */
export function endOnSignal(giveBack: () => Promise<void>): SignalWatch {
  const release = (): void => ending.forEach((signal) => process.off(signal, end));
  function end(signal: Ending): void {
    release();
    void giveBack().finally(() => process.kill(process.pid, signal));
  }
  for (const signal of ending) process.on(signal, end);
  return { end, release };
}
