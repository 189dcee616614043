import { openLines } from '../../ui/plain/lines.ts';
import { openScreen } from '../../ui/plain/screen.ts';
import { walkPlain } from '../../ui/plain/walk.ts';
import { type LibraryView, unreadLibrary } from '../../ui/library/library-view.ts';
import type { Io } from '../io.ts';
import { chooseByLine } from '../library/plain-library.ts';
import { hasColour } from '../screen.ts';
import type { FrontEnd } from './front-end.ts';
import { nobody } from './nobody.ts';
import { plainTerminal } from './plain-terminal.ts';
import { askOn } from './questions.ts';

/** Prompts and lines: for pipes, serial consoles, screen readers and whoever prefers them. */
export function plainFrontEnd(io: Io): FrontEnd {
  const colour = hasColour(io, io.stdout);
  const lines = openLines(io);
  return {
    questions: askOn(lines, openScreen(io.stdout, colour)),
    // Lines say something once there is something to say.
    opening: () => undefined,
    terminal: plainTerminal(io),
    walk: (session, signal) => walkPlain(session, { lines, stdout: io.stdout, colour, signal }),
    async choose(views, back) {
      const screen = openScreen(io.stdout, colour);
      if (back !== undefined) screen.line(back);
      return chooseByLine(await lastOf(views), lines, screen);
    },
    async close() {
      lines.close();
    },
  };
}

/** The same, but nobody is there to be asked. */
export function unattendedFrontEnd(io: Io): FrontEnd {
  return { ...plainFrontEnd(io), questions: nobody };
}

/** Lines can't be taken back: the list is printed once, when everything is known. */
async function lastOf(views: AsyncIterable<LibraryView>): Promise<LibraryView> {
  let last = unreadLibrary;
  for await (const view of views) last = view;
  return last;
}
