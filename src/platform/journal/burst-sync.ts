import type { LogFile } from './log-file.ts';

/** Output is on the disk at most 50 ms after it came; the rest of that time is the sync's own. */
const syncDelay = 40;

/** Syncs a file soon after bytes came: one timer a burst, none while nothing flows. */
export interface BurstSync {
  /** Tells that bytes came. */
  readonly arm: () => void;
  /** Ends the timer and waits for a sync under way. */
  readonly stop: () => Promise<void>;
  /** What the disk said to the first sync that it refused; undefined: it refused none. */
  readonly refusal: () => Error | undefined;
}

/** `failed` is told of a sync that the disk refused. */
export function createBurstSync(
  file: Pick<LogFile, 'datasync'>,
  failed: (thrown: unknown) => void,
): BurstSync {
  let timer: NodeJS.Timeout | undefined;
  let syncing: Promise<void> = Promise.resolve();
  let refusal: Error | undefined;

  function refuse(thrown: unknown): void {
    refusal ??= thrown instanceof Error ? thrown : new Error(String(thrown));
    failed(refusal);
  }

  function sync(): void {
    timer = undefined;
    syncing = syncing.then(() => file.datasync()).catch(refuse);
  }

  return {
    arm() {
      timer ??= setTimeout(sync, syncDelay);
    },
    async stop() {
      clearTimeout(timer);
      await syncing;
    },
    refusal: () => refusal,
  };
}
