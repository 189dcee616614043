/** Milliseconds between two drawings: more than 30 a second nobody sees, and a slow link could not carry. */
const interval = 33;

/** A view that changes, for `useSyncExternalStore`. */
export interface ViewSource<V> {
  readonly subscribe: (listener: () => void) => () => void;
  /** The view as it is now; the same object until something changed. */
  readonly snapshot: () => V;
  /** Says that something changed. Drawn at once where nothing was drawn lately, else within the interval. */
  readonly changed: () => void;
  readonly close: () => void;
}

/** `make` gives the view; it is called once a drawing, however often something changed. */
export function createViewSource<V>(make: () => V, now: () => number): ViewSource<V> {
  const listeners = new Set<() => void>();
  let view: V | undefined;
  let drawn = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    timer = undefined;
    drawn = now();
    view = undefined;
    for (const listener of listeners) listener();
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
      if (timer !== undefined) return;
      const wait = drawn + interval - now();
      if (wait <= 0) draw();
      else timer = setTimeout(draw, wait);
    },
    close() {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
