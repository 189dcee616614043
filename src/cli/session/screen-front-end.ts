import { runAtTerminal } from '../../platform/at-terminal.ts';
import { systemClock } from '../../platform/clock.ts';
import { openFileOutput } from '../../platform/output-source.ts';
import { saveOutput } from '../../platform/save-output.ts';
import { unreachable } from '../../problem/problem.ts';
import type { Session } from '../../session/engine/session.ts';
import { createKeymap } from '../../ui/keymap/keymap.ts';
import type { LibraryState } from '../../ui/library/library-state.ts';
import type { NotebookOptions } from '../../ui/notebook/notebook-options.ts';
import { sessionPlaces } from '../../ui/describe/short-names.ts';
import { summary } from '../../ui/plain/describe-session.ts';
import { openScreen } from '../../ui/plain/screen.ts';
import type { ScreenDialogs } from '../../ui/form/screen-dialogs.ts';
import type { FullScreen } from '../../ui/terminal/full-screen.ts';
import { loadProse } from '../../ui/text/prose/load-prose.ts';
import { themeFor } from '../../ui/theme/theme.ts';
import { createThemeSource } from '../../ui/theme/theme-source.ts';
import type { Io } from '../io.ts';
import { runHistory } from '../library/run-history.ts';
import type { Places } from '../places.ts';
import { hasColour } from '../screen.ts';
import type { FrontEnd } from './front-end.ts';
import { lent } from './lent.ts';
import { type OpenedScreen, openOperatorScreen, type ScreenSetup } from './operator-screen.ts';
import type { Questions } from './questions.ts';
import { askOnScreen } from './screen-questions.ts';

/**
 * The whole screen. It is taken with the first question, or once nothing that was asked for is wrong, so that
 * a slip on the command line flashes nothing. `opening`: what is being opened, in words.
 */
export function screenFrontEnd(io: Io, places: Places, setup: ScreenSetup, opening: string): FrontEnd {
  const { keymap, problems } = createKeymap(places.screen.keys);
  const themes = createThemeSource(themeFor(setup));
  let opened: Promise<OpenedScreen> | undefined;
  let page: StartPage | undefined;
  let library: LibraryState | undefined;
  let walked: Session | undefined;
  const open = (): Promise<OpenedScreen> => (opened ??= openOperatorScreen(io, setup, themes));

  const startPage = async (): Promise<StartPage> => (page ??= (await open()).start(opening));

  function notebookOptions(screen: FullScreen, signal: AbortSignal): NotebookOptions {
    return {
      screen,
      keymap,
      themes,
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
    questions: questionsOn(startPage),
    // Ink is loaded while the cluster, the disk and git are waited for. Should that fail, the next call tells.
    opening: () => void startPage().catch(() => undefined),
    terminal: {
      lend: async () => (await open()).screen.lend(),
      takeBack: async () => (await open()).screen.takeBack(),
    },
    async walk(session, signal) {
      walked = session;
      const { screen, walkNotebook, leaveSignals } = await open();
      leaveSignals();
      page?.close();
      return walkNotebook(session, notebookOptions(screen, signal));
    },
    async choose(views, back) {
      const { screen, chooseInLibrary, start } = await open();
      page?.close();
      const before = library && { ...library, message: back };
      const { choice, left } = await chooseInLibrary(screen, { themes, keymap, now }, views, before);
      library = left;
      // Opening what was chosen takes a moment: the screen says so.
      if (choice.choice !== 'quit') page = start(openingOf(choice));
      return choice;
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

/** Asks on the page that says what is being opened. */
function questionsOn(page: () => Promise<StartPage>): Questions {
  const dialogs: ScreenDialogs = {
    form: async (form) => (await page()).dialogs.form(form),
    menu: async (menu) => (await page()).dialogs.menu(menu),
  };
  return askOnScreen(dialogs, async () => void (await page()));
}

type Choice = Awaited<ReturnType<FrontEnd['choose']>>;
type StartPage = ReturnType<OpenedScreen['start']>;

function openingOf(choice: Choice): string {
  switch (choice.choice) {
    case 'open':
      return choice.runbook;
    case 'resume':
      return `resuming ${choice.session}`;
    case 'quit':
      return '';
    default:
      return unreachable(choice);
  }
}

function now(): number {
  return systemClock.now();
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
