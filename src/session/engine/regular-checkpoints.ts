import type { Clock } from '../../steps/ports/clock.ts';

/** Milliseconds between two checkpoints while a step runs. Between steps there is one whenever somebody is waited for. */
const checkpointEvery = 5 * 60 * 1000;

/**
 * Writes checkpoints in regular intervals until the function that it gives is called. By the clock's own waiting, not by
 * the time of day, which may be put back.
 */
export function regularCheckpoints(
  clock: Pick<Clock, 'sleep'>,
  checkpoint: () => Promise<unknown>,
): () => void {
  const ended = new AbortController();
  const isDue = async (): Promise<boolean> => {
    await clock.sleep(checkpointEvery, ended.signal);
    return !ended.signal.aborted;
  };
  const write = async (): Promise<void> => {
    while (await isDue()) await checkpoint();
  };
  void write();
  return () => ended.abort();
}
