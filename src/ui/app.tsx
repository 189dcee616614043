import type { Session } from '../session/engine/session.ts';
import type { ScreenDialogs } from './form/screen-dialogs.ts';
import { Notebook } from './notebook/notebook.ts';
import type { NotebookOptions } from './notebook/notebook-options.ts';
import { Screen } from './screen/screen.tsx';
import type { ScreenView } from './screen/screen-view.ts';
import type { ViewSource } from './screen/view-source.ts';
import { openStartPage } from './start/start-page.ts';
import type { FullScreen } from './terminal/full-screen.ts';
import type { Input } from './terminal/input.ts';
import type { Theme } from './theme/theme.ts';
import type { WalkEnd } from './walk-end.ts';

/** Something that fills the screen and hears its keys. */
interface Shown {
  readonly source: ViewSource<ScreenView>;
  input(input: Input): void;
}

/** Shows it until the function given is called. */
function show(screen: FullScreen, theme: Theme, shown: Shown): () => void {
  screen.show(<Screen source={shown.source} theme={theme} />);
  const unlisten = screen.onInput((input) => shown.input(input));
  const unresize = screen.onResize(() => shown.source.changed());
  return () => {
    unlisten();
    unresize();
  };
}

/** The page before there is a session, which says what is being opened. */
export function showStart(
  screen: FullScreen,
  theme: Theme,
  opening: string,
  events: { readonly now: () => number; readonly interrupted: () => void },
): { readonly dialogs: ScreenDialogs; close(): void } {
  const page = openStartPage(screen, opening, events);
  const hide = show(screen, theme, page);
  return {
    dialogs: page.dialogs,
    close() {
      hide();
      page.source.close();
    },
  };
}

/** Walks a session in the notebook until it is left. */
export async function walkNotebook(session: Session, options: NotebookOptions): Promise<WalkEnd> {
  const { screen, theme, signal } = options;
  const notebook = new Notebook(session, options);
  const hide = show(screen, theme, notebook);
  const stopped = (): void => void notebook.leaveBy('the program was ended');
  signal.addEventListener('abort', stopped);
  let over = false;
  void screen.ended.then(({ cause }) => {
    if (over) return undefined;
    session.stop('shutdown');
    return notebook.leaveBy(cause === undefined ? 'the terminal is gone' : 'the screen failed');
  });
  try {
    return await notebook.ended;
  } finally {
    over = true;
    signal.removeEventListener('abort', stopped);
    hide();
    notebook.close();
  }
}
