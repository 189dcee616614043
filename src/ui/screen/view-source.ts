/**
 * Milliseconds between two drawings: more than 30 a second nobody sees, and a slow link could not carry. But who
 * has pressed a key feels each of them.
 */
const interval = { watched: 33, awaited: 8 };

/** Milliseconds after a key in which what changes may be the answer to it. */
const answerTime = 150;

/** A view that changes, for `useSyncExternalStore`. */
export interface ViewSource<V> {
  readonly subscribe: (listener: () => void) => () => void;
  /** The view as it is now; the same object until something changed. */
  readonly snapshot: () => V;
  /** Says that something changed. Drawn at once where nothing was drawn lately, else within the interval. */
  readonly changed: () => void;
  /** Says that somebody pressed a key, and waits for what it does: for a moment changes are drawn sooner. */
  readonly awaited: () => void;
  readonly close: () => void;
}

/** `make` gives the view; it is called once a drawing, however often something changed. */
export function createViewSource<V>(make: () => V, now: () => number): ViewSource<V> {
  const listeners = new Set<() => void>();
  let view: V | undefined;
  let drawn = Number.NEGATIVE_INFINITY;
  let awaitedSince = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    clearTimeout(timer);
    timer = undefined;
    drawn = now();
    view = undefined;
    for (const listener of listeners) listener();
  }

  const isAwaited = (): boolean => now() - awaitedSince < answerTime;

  function drawInTime(): void {
    const apart = isAwaited() ? interval.awaited : interval.watched;
    // A clock that was set back is no reason to wait for it.
    const wait = Math.min(apart, drawn + apart - now());
    clearTimeout(timer);
    if (wait <= 0) draw();
    else timer = setTimeout(draw, wait);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot() {
      view ??= make();
      return view;
    },
    changed() {
      if (timer === undefined) drawInTime();
    },
    awaited() {
      awaitedSince = now();
      if (timer !== undefined) drawInTime();
    },
    close() {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
