import { systemClock } from '../../platform/clock.ts';
import type * as app from '../../ui/app.tsx';
import type { FullScreen } from '../../ui/terminal/full-screen.ts';
import { openFullScreen } from '../../ui/terminal/open-full-screen.ts';
import type { AttentionSettings, TerminalStreams } from '../../ui/terminal/options.ts';
import { type ThemeOptions, themeFor } from '../../ui/theme/theme.ts';
import type { ThemeSource } from '../../ui/theme/theme-source.ts';
import type { Io } from '../io.ts';
import { endOnSignal } from './end-on-signal.ts';

/** What the full screen is opened with. */
export interface ScreenSetup extends ThemeOptions {
  readonly streams: TerminalStreams;
  readonly attention: AttentionSettings;
}

type App = typeof app;

export interface OpenedScreen {
  readonly screen: FullScreen;
  /** Shows what is being opened, until it is closed. */
  readonly start: (opening: string) => ReturnType<App['showStart']>;
  readonly chooseInLibrary: App['chooseInLibrary'];
  readonly browseSessions: App['browseSessions'];
  readonly walkNotebook: App['walkNotebook'];
  /** Until this is called a signal gives the terminal back and ends the program; then somebody else has to. */
  readonly leaveSignals: () => void;
}

/** Takes the terminal. */
export async function openOperatorScreen(
  io: Io,
  setup: ScreenSetup,
  themes: ThemeSource,
): Promise<OpenedScreen> {
  const { streams, attention, colour } = setup;
  const screen = await openFullScreen({
    ...streams,
    env: io.env,
    colour,
    attention,
    ...(asksBackground(setup)
      ? { onBackground: (background) => themes.change(themeFor({ ...setup, background })) }
      : {}),
  });
  // Ink, which this draws with, decides about colours while it is loaded: that was prepared just before.
  const { showStart, chooseInLibrary, browseSessions, walkNotebook } = await import('../../ui/app.tsx');
  const watch = endOnSignal(() => screen.close());
  void screen.ended.then(watch.release);
  return {
    screen,
    start: (opening) =>
      showStart(screen, themes, opening, {
        now: () => systemClock.now(),
        interrupted: () => watch.end('SIGINT'),
      }),
    chooseInLibrary,
    browseSessions,
    walkNotebook,
    leaveSignals: watch.release,
  };
}

/** Where nothing else tells it, and colours depend on it. The Linux console would print what it does not know. */
function asksBackground({ background, colour, ascii }: ScreenSetup): boolean {
  return background === 'unknown' && colour !== 'none' && ascii !== true;
}
