/** Longest wait for the news that this process goes on, in milliseconds. */
const newsDelay = 100;

interface Listeners {
  /** Somebody else asks this process to stop (`kill -TSTP`, or Ctrl+Z while a child has the terminal). */
  readonly onStop: () => void;
  /** It goes on, and `stop` was not what had stopped it (`kill -STOP`). */
  readonly onContinue: () => void;
}

/** Stopping and going on, as the shell's job control has it. */
export interface JobControl {
  /**
   * Stops, and resolves when this process goes on (`fg`, `bg`, SIGCONT). Where nobody could continue it, as in
   * a container without a shell, the system stops nothing, and it resolves soon.
   *
   * `job`: the whole job stops, wrappers of this program included; otherwise only this process.
   */
  stop(who: 'job' | 'process'): Promise<void>;
  close(): void;
}

export function watchJobControl({ onStop, onContinue }: Listeners): JobControl {
  let open = true;
  function watch(): void {
    process.on('SIGTSTP', onStop);
    process.on('SIGCONT', onContinue);
  }
  function unwatch(): void {
    process.off('SIGTSTP', onStop);
    process.off('SIGCONT', onContinue);
  }
  watch();
  return {
    async stop(who) {
      // With a listener the signal would not stop anything.
      unwatch();
      await stopUntilContinued(who);
      if (open) watch();
    },
    close() {
      open = false;
      unwatch();
    },
  };
}

async function stopUntilContinued(who: 'job' | 'process'): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.once('SIGCONT', resolve);
  process.kill(who === 'job' ? 0 : process.pid, 'SIGTSTP');
  // With nothing but a signal to wait for, Node would end; and without a shell no signal comes.
  const late = setTimeout(resolve, newsDelay);
  await promise;
  clearTimeout(late);
  process.off('SIGCONT', resolve);
}
