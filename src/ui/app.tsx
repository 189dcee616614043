import { errorText, problem, type Problem } from '../problem/problem.ts';
import type { Session } from '../session/engine/session.ts';
import type { ScreenDialogs } from './form/screen-dialogs.ts';
import type { Keymap } from './keymap/keymap.ts';
import { createLibraryScreen } from './library/library-screen.ts';
import type { LibraryState } from './library/library-state.ts';
import type { LibraryChoice, LibraryView } from './library/library-view.ts';
import { Notebook } from './notebook/notebook.ts';
import type { NotebookOptions } from './notebook/notebook-options.ts';
import { Screen } from './screen/screen.tsx';
import type { ScreenView } from './screen/screen-view.ts';
import type { ViewSource } from './screen/view-source.ts';
import { openStartPage } from './start/start-page.ts';
import { SessionsScreen } from './sessions/sessions-screen.ts';
import type { SessionsPort } from './sessions/sessions-view.ts';
import type { FullScreen } from './terminal/full-screen.ts';
import type { Input } from './terminal/input.ts';
import type { ThemeSource } from './theme/theme-source.ts';
import type { WalkEnd } from './walk-end.ts';

/** Something that fills the screen and hears its keys. */
interface Shown {
  readonly source: ViewSource<ScreenView>;
  input(input: Input): void;
}

/** Shows it until the function given is called. */
function show(screen: FullScreen, themes: ThemeSource, shown: Shown): () => void {
  screen.show(<Screen source={shown.source} themes={themes} />);
  const unlisten = screen.onInput((input) => {
    shown.source.awaited();
    shown.input(input);
  });
  const unresize = screen.onResize(() => shown.source.changed());
  return () => {
    unlisten();
    unresize();
  };
}

/** The page before there is a session, which says what is being opened. */
export function showStart(
  screen: FullScreen,
  themes: ThemeSource,
  opening: string,
  events: { readonly now: () => number; readonly interrupted: () => void },
): { readonly dialogs: ScreenDialogs; close(): void } {
  const page = openStartPage(screen, opening, events);
  const hide = show(screen, themes, page);
  return {
    dialogs: page.dialogs,
    close() {
      hide();
      page.source.close();
    },
  };
}

/** What was chosen in the library, and how that looked: one can come back to it. */
export interface LeftLibrary {
  readonly choice: LibraryChoice;
  readonly left: LibraryState;
}

/**
 * Shows the library until something is chosen. `views`: what is known of it, more each time. `before`: the library
 * that one comes back to.
 */
export async function chooseInLibrary(
  screen: FullScreen,
  look: { readonly themes: ThemeSource; readonly keymap: Keymap; readonly now: () => number },
  views: AsyncIterable<LibraryView>,
  before?: LibraryState,
): Promise<LeftLibrary> {
  const library = createLibraryScreen(screen, look.keymap, look.now, before);
  const hide = show(screen, look.themes, library);
  let over = false;
  // Reading goes on while keys are pressed; that it failed is told here, and only until something was chosen.
  const failed = Promise.withResolvers<never>();
  const read = async (): Promise<void> => {
    for await (const view of views) {
      if (over) return;
      library.read(view);
    }
  };
  read().catch(failed.reject);
  const gone = screen.ended.then((): LibraryChoice => ({ choice: 'quit' }));
  try {
    const choice = await Promise.race([library.chosen, gone, failed.promise]);
    return { choice, left: library.state };
  } finally {
    over = true;
    hide();
    library.source.close();
  }
}

/** Shows the sessions, what happened in each, and its outputs, until they are left. Rejects where they can't be listed. */
export async function browseSessions(
  screen: FullScreen,
  look: { readonly themes: ThemeSource; readonly keymap: Keymap; readonly now: () => number },
  port: SessionsPort,
): Promise<void> {
  const sessions = new SessionsScreen(screen, look.keymap, look.now, port);
  const hide = show(screen, look.themes, sessions);
  try {
    await Promise.race([sessions.left, screen.ended]);
  } finally {
    hide();
    sessions.source.close();
  }
}

/** Walks a session in the notebook until it is left. */
export async function walkNotebook(session: Session, options: NotebookOptions): Promise<WalkEnd> {
  const { screen, themes, signal } = options;
  const notebook = new Notebook(session, options);
  const hide = show(screen, themes, notebook);
  const stopped = (): void => void notebook.leaveBy('the program was ended');
  signal.addEventListener('abort', stopped);
  let over = false;
  let failure: Problem | undefined;
  void screen.ended.then(({ cause }) => {
    if (over) return undefined;
    failure = cause && screenFailed(cause);
    session.stop('shutdown');
    return notebook.leaveBy(cause === undefined ? 'the terminal is gone' : 'the screen failed');
  });
  try {
    const end = await notebook.ended;
    return failure !== undefined && end.end === 'no-input' ? { end: 'screen-failed', problem: failure } : end;
  } finally {
    over = true;
    signal.removeEventListener('abort', stopped);
    hide();
    notebook.close();
  }
}

function screenFailed(cause: Error): Problem {
  return problem('ui/screen-failed', `The full screen could not go on: ${errorText(cause)}`, {
    hint: 'The session is paused and whole; go on with --plain, or with --resume at another terminal',
  });
}
