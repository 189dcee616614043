/** Calls at once, and for a storm of calls at most every `interval` milliseconds, the last one always. */
export function coalesced(call: () => void, interval: number): { (): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  function fire(): void {
    again = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (again) fire();
    }, interval);
    timer.unref();
    call();
  }
  return Object.assign(
    () => {
      if (timer === undefined) fire();
      else again = true;
    },
    {
      cancel() {
        clearTimeout(timer);
        timer = undefined;
        again = false;
      },
    },
  );
}
