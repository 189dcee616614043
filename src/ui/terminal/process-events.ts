interface Listeners {
  /** The process ends, and the event loop will not turn again. */
  readonly onExit: () => void;
  /** Something was thrown that nobody caught. It is printed right after this. */
  readonly onCrash: (cause: Error) => void;
}

/** Watches for what must not find the terminal in our hands. Gives what ends the watch. */
export function watchProcess({ onExit, onCrash }: Listeners): () => void {
  process.on('exit', onExit);
  process.on('uncaughtExceptionMonitor', onCrash);
  return () => {
    process.off('exit', onExit);
    process.off('uncaughtExceptionMonitor', onCrash);
  };
}
