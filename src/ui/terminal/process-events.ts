interface Listeners {
  /** The process ends, and the event loop will not turn again. */
  readonly onExit: () => void;
  /** Something was thrown that nobody caught. It is printed right after this. */
  readonly onCrash: (cause: Error) => void;
  /** Node has printed a warning past every stream. */
  readonly onWarning: () => void;
}

/** Watches for what must not find the terminal in our hands. Gives what ends the watch. */
export function watchProcess({ onExit, onCrash, onWarning }: Listeners): () => void {
  process.on('exit', onExit);
  process.on('uncaughtExceptionMonitor', onCrash);
  process.on('warning', onWarning);
  return () => {
    process.off('exit', onExit);
    process.off('uncaughtExceptionMonitor', onCrash);
    process.off('warning', onWarning);
  };
}
