import type { Clock } from '../../steps/ports/clock.ts';

/** Aborts with `timeout` once so many milliseconds have passed; undefined: never. Call what it gives when it is over. */
export function limitTime(
  clock: Clock,
  milliseconds: number | undefined,
  controller: AbortController,
): () => void {
  const ended = new AbortController();
  if (milliseconds !== undefined) {
    void clock.sleep(milliseconds, ended.signal).then(() => {
      if (!ended.signal.aborted) controller.abort('timeout');
    });
  }
  return () => ended.abort('ended');
}
