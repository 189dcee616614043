import { browseSessions } from '../../../../src/ui/app.tsx';
import type { SessionsPort } from '../../../../src/ui/sessions/sessions-view.ts';
import { createThemeSource } from '../../../../src/ui/theme/theme-source.ts';
import { sessionsPort } from '../../sessions/some-sessions.ts';
import type { Scene, Stage } from '../scene.ts';

/** Among the sessions, after these keys. */
function browsed(more: Partial<SessionsPort>, ...chords: readonly string[]) {
  return async ({ screen, theme, keymap, colour }: Stage): Promise<void> => {
    const look = { themes: createThemeSource(theme), keymap, now: () => 0 };
    void browseSessions(screen, look, sessionsPort({ colour, ...more }));
    await screen.settled();
    await screen.press(...chords);
  };
}

const none = { list: () => Promise.resolve([]) };

/** Looking through what was done. */
export const browsing: readonly Scene[] = [
  {
    name: 'sessions',
    shows: /▸ 2026-01-03 10:15/,
    place: /PRODUCTION deploy/,
    wayOut: /Esc leave/,
    play: browsed({}),
  },
  {
    name: 'sessions-filter',
    shows: /\/ deploy/,
    wayOut: /Esc show all/,
    play: browsed({}, '/', 'd', 'e', 'p', 'l', 'o', 'y'),
  },
  {
    name: 'sessions-damaged',
    shows: /nothing to look at/,
    wayOut: /Esc leave/,
    play: browsed({}, 'G', 'enter'),
  },
  {
    name: 'sessions-empty',
    shows: /There are no sessions in \/srv\/sessions/,
    wayOut: /Esc leave/,
    play: browsed(none),
  },
  {
    name: 'session',
    shows: /▸ 23:58:30 {2}\+5m 10s/,
    place: /PRODUCTION deploy in production/,
    wayOut: /Esc back/,
    play: browsed({}, 'enter', 'j', 'j'),
  },
  {
    name: 'session-search',
    shows: /Search resumed.*1 of 1/,
    place: /PRODUCTION deploy in production/,
    wayOut: /Esc end it/,
    play: browsed({}, 'enter', '/', ...Array.from('resumed')),
  },
  {
    name: 'session-output',
    shows: /error: the server was too busy/,
    place: /PRODUCTION/,
    wayOut: /Esc close/,
    play: browsed({}, 'enter', 'j', 'j', 'enter'),
  },
  {
    name: 'session-help',
    shows: /Keys that work here/,
    place: /PRODUCTION production/,
    wayOut: /Esc back/,
    play: browsed({}, 'enter', '?'),
  },
];
