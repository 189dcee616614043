import type { Theme } from './theme.ts';

/** The theme that is drawn with. It changes at most once: when the terminal tells its background. */
export interface ThemeSource {
  readonly subscribe: (listener: () => void) => () => void;
  /** The theme as it is now; the same object until it changes. */
  readonly snapshot: () => Theme;
  readonly change: (theme: Theme) => void;
}

export function createThemeSource(first: Theme): ThemeSource {
  const listeners = new Set<() => void>();
  let theme = first;
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => theme,
    change(next) {
      theme = next;
      for (const listener of listeners) listener();
    },
  };
}
