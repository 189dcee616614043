import { systemClock } from '../../platform/clock.ts';
import type * as app from '../../ui/app.tsx';
import type { FullScreen } from '../../ui/terminal/full-screen.ts';
import { openFullScreen } from '../../ui/terminal/open-full-screen.ts';
import type { AttentionSettings, TerminalStreams } from '../../ui/terminal/options.ts';
import type { Theme, ThemeOptions } from '../../ui/theme/theme.ts';
import type { Io } from '../io.ts';

/** What the full screen is opened with. */
export interface ScreenSetup extends ThemeOptions {
  readonly streams: TerminalStreams;
  readonly attention: AttentionSettings;
}

type App = typeof app;

export interface OpenedScreen {
  readonly screen: FullScreen;
  /** The page that is shown until a session is walked. */
  readonly start: ReturnType<App['showStart']>;
  readonly walkNotebook: App['walkNotebook'];
}

/** Takes the terminal and shows what is being opened. */
export async function openOperatorScreen(
  io: Io,
  { streams, attention, colour }: ScreenSetup,
  theme: Theme,
  opening: string,
): Promise<OpenedScreen> {
  const screen = await openFullScreen({ ...streams, env: io.env, colour, attention });
  // Ink, which this draws with, decides about colours while it is loaded: that was prepared just before.
  const { showStart, walkNotebook } = await import('../../ui/app.tsx');
  const start = showStart(screen, theme, opening, {
    now: () => systemClock.now(),
    interrupted: () => void screen.close().then(() => process.kill(process.pid, 'SIGINT')),
  });
  return { screen, start, walkNotebook };
}
