import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import { themeFor, type ThemeOptions } from '../../../src/ui/theme/theme.ts';
import { rowsOf } from '../../e2e/support/terminal-rows.ts';
import { type Run, runsOf } from './cells.ts';
import { headlessScreen } from './headless-screen.ts';
import type { Scene } from './scene.ts';

/** What a scene came to on a terminal. */
export interface Frame {
  /** All rows of the terminal, those included that the program was not told of. */
  readonly rows: readonly string[];
  /** What looks alike in each row. */
  readonly runs: readonly (readonly Run[])[];
}

/** Plays a scene at this size and in this theme. Timers must be fake. */
export async function frameOf(scene: Scene, size: Size, look: ThemeOptions): Promise<Frame> {
  const screen = headlessScreen(size);
  const { keymap } = createKeymap();
  try {
    await scene.play({ screen, theme: themeFor(look), keymap, colour: look.colour !== 'none' });
    await screen.settled();
    const { terminal } = screen;
    return {
      rows: rowsOf(terminal).map((row) => row.trimEnd()),
      runs: Array.from({ length: terminal.rows }, (_, row) => runsOf(terminal, row)),
    };
  } finally {
    await screen.close();
  }
}
