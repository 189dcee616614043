/** Milliseconds between two drawings: 30 a second is all that an eye, and a slow link, can take. */
const drawEvery = 33;

/** Work that is asked for often and done at most 30 times a second. */
export interface Throttle {
  ask(): void;
  /** Does it at once: somebody pressed a key and waits for it. */
  now(): void;
  /** Forgets what was asked for and not done yet. */
  stop(): void;
}

/** The first call is carried out at once, a later one when its time has come. */
export function throttle(work: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const rest = (): void => {
    timer = undefined;
    if (!again) return;
    again = false;
    run();
  };
  const run = (): void => {
    timer = setTimeout(rest, drawEvery);
    timer.unref();
    work();
  };
  return {
    ask: () => {
      if (timer === undefined) run();
      else again = true;
    },
    now: () => {
      clearTimeout(timer);
      again = false;
      run();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}
