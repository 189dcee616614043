import type { LogFile } from './log-file.ts';

/** Output is on the disk at most 50 ms after it came; the rest of that time is the sync's own. */
const syncDelay = 40;

/** Syncs a file soon after bytes came: one timer a burst, none while nothing flows. */
export interface BurstSync {
  /** Tells that bytes came. */
  readonly arm: () => void;
  /** Ends the timer and waits for a sync under way. */
  readonly stop: () => Promise<void>;
}

/** `failed` is told of a sync that the disk refused. */
export function createBurstSync(
  file: Pick<LogFile, 'datasync'>,
  failed: (thrown: unknown) => void,
): BurstSync {
  let timer: NodeJS.Timeout | undefined;
  let syncing: Promise<void> = Promise.resolve();

  function sync(): void {
    timer = undefined;
    syncing = syncing.then(() => file.datasync()).catch(failed);
  }

  return {
    arm() {
      timer ??= setTimeout(sync, syncDelay);
    },
    async stop() {
      clearTimeout(timer);
      await syncing;
    },
  };
}
