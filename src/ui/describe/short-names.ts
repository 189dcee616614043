import { visibleText } from '../../problem/visible-text.ts';

/** A long folder and the short name that it is shown by. */
export interface Place {
  readonly folder: string;
  readonly name: string;
}

/** The folders that a session's texts are full of. */
export function sessionPlaces(session: string, cwd: string): readonly Place[] {
  return [
    { folder: session, name: '$SESSION_DIR' },
    ...(cwd === '/' ? [] : [{ folder: `${cwd}/`, name: '' }]),
  ];
}

/** A path with `~` for the home folder, as a shell takes it. */
export function shortHome(path: string, home: string | undefined): string {
  if (home === undefined || home === '' || home === '/') return path;
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** Text of a session as it is shown: safe, and with its long folders by their short names. */
export function shortText(text: string, places: readonly Place[]): string {
  return places.reduce((shown, { folder, name }) => shown.replaceAll(folder, () => name), visibleText(text));
}
