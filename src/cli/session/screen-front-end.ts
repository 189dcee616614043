import { runAtTerminal } from '../../platform/at-terminal.ts';
import { openFileOutput } from '../../platform/output-source.ts';
import { saveOutput } from '../../platform/save-output.ts';
import type { Session } from '../../session/engine/session.ts';
import { createKeymap } from '../../ui/keymap/keymap.ts';
import type { NotebookOptions } from '../../ui/notebook/notebook-options.ts';
import { sessionPlaces } from '../../ui/describe/short-names.ts';
import { summary } from '../../ui/plain/describe-session.ts';
import { openScreen } from '../../ui/plain/screen.ts';
import type { FullScreen } from '../../ui/terminal/full-screen.ts';
import { loadProse } from '../../ui/text/prose/load-prose.ts';
import { themeFor } from '../../ui/theme/theme.ts';
import type { Io } from '../io.ts';
import { runHistory } from '../library/run-history.ts';
import type { Places } from '../places.ts';
import { hasColour } from '../screen.ts';
import type { FrontEnd } from './front-end.ts';
import { type OpenedScreen, openOperatorScreen, type ScreenSetup } from './operator-screen.ts';
import { askOnScreen } from './screen-questions.ts';

/**
 * The whole screen. It is taken with the first question or the first step, so that a slip on the command line
 * flashes nothing. `opening`: what is being opened, in words.
 */
export function screenFrontEnd(io: Io, places: Places, setup: ScreenSetup, opening: string): FrontEnd {
  const { keymap, problems } = createKeymap(places.screen.keys);
  const theme = themeFor(setup);
  let opened: Promise<OpenedScreen> | undefined;
  let walked: Session | undefined;
  const open = (): Promise<OpenedScreen> => (opened ??= openOperatorScreen(io, setup, theme, opening));

  function notebookOptions(screen: FullScreen, signal: AbortSignal): NotebookOptions {
    return {
      screen,
      keymap,
      theme,
      colour: setup.colour !== 'none',
      prose: loadProse(),
      history: (session) => runHistory(places.sessions, session),
      openOutput: openFileOutput,
      pager: io.env['PAGER'],
      page: (argv) => lent(screen, () => runAtTerminal(argv, io.env)),
      save: saveOutput(io.cwd, places.sessions),
      problems: [...places.screenProblems, ...problems],
      signal,
    };
  }

  return {
    questions: askOnScreen({
      form: async (form) => (await open()).start.dialogs.form(form),
      menu: async (menu) => (await open()).start.dialogs.menu(menu),
    }),
    terminal: {
      lend: async () => (await open()).screen.lend(),
      takeBack: async () => (await open()).screen.takeBack(),
    },
    async walk(session, signal) {
      walked = session;
      const { screen, start, walkNotebook } = await open();
      start.close();
      return walkNotebook(session, notebookOptions(screen, signal));
    },
    async close() {
      if (opened === undefined) return;
      const { screen } = await opened;
      opened = undefined;
      await screen.close();
      if (walked !== undefined) printEnd(io, walked);
    },
  };
}

async function lent<T>(screen: FullScreen, work: () => Promise<T>): Promise<T> {
  await screen.lend();
  try {
    return await work();
  } finally {
    await screen.takeBack();
  }
}

/** How it ended stays on the terminal after the screen is given back. */
function printEnd(io: Io, session: Session): void {
  const lines = openScreen(
    io.stdout,
    hasColour(io, io.stdout),
    sessionPlaces(session.deps.journal.folder, session.state.cwd),
  );
  lines.lines(summary(session, lines));
}
