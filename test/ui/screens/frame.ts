import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import { type Theme, themeFor, type ThemeOptions } from '../../../src/ui/theme/theme.ts';
import { rowsOf } from '../../e2e/support/terminal-rows.ts';
import { type Run, runsOf } from './cells.ts';
import { type HeadlessScreen, headlessScreen } from './headless-screen.ts';
import type { Scene } from './scene.ts';

/** What a scene came to on a terminal. */
export interface Frame {
  /** All rows of the terminal, those included that the program was not told of. */
  readonly rows: readonly string[];
  /** What looks alike in each row. */
  readonly runs: readonly (readonly Run[])[];
}

/**
 * Plays a scene at this size and draws what it came to in each of these looks, in their order. Outputs keep
 * their colours unless the first look has none. Timers must be fake.
 */
export async function framesOf<L extends ThemeOptions>(
  scene: Scene,
  size: Size,
  looks: readonly L[],
): Promise<readonly { readonly frame: Frame; readonly look: L }[]> {
  const screen = headlessScreen(size);
  const [first] = looks;
  let theme = themeFor(first ?? { background: 'unknown', colour: 'none' });
  const changing: Theme = { name: 'changing', paint: (line) => theme.paint(line) };
  try {
    const { keymap } = createKeymap();
    await scene.play({ screen, theme: changing, keymap, colour: first?.colour !== 'none' });
    const frames: { readonly frame: Frame; readonly look: L }[] = [];
    for (const look of looks) {
      theme = themeFor(look);
      await screen.resize(size);
      frames.push({ frame: frameOn(screen), look });
    }
    return frames;
  } finally {
    await screen.close();
  }
}

function frameOn({ terminal }: HeadlessScreen): Frame {
  return {
    rows: rowsOf(terminal).map((row) => row.trimEnd()),
    runs: Array.from({ length: terminal.rows }, (_, row) => runsOf(terminal, row)),
  };
}
