import { expect } from 'vitest';
import { sha256 } from '../../../src/session/log/digest.ts';
import { walkNotebook } from '../../../src/ui/app.tsx';
import type { OpenOutput } from '../../../src/ui/output/output-source.ts';
import { createThemeSource } from '../../../src/ui/theme/theme-source.ts';
import { markdownProse } from '../../../src/ui/text/prose/markdown-prose.ts';
import type { Opened } from '../../fixtures/session/open-session.ts';
import { MemorySource } from '../output/memory-source.ts';
import type { Stage } from './scene.ts';

/** What the steps took in earlier sessions, in milliseconds. */
const history = new Map([
  ['apply', 240_000],
  ['traffic', 60_000],
  ['healthy', 20_000],
  ['first-wave', 180_000],
]);

/** Longer than a key is not heard after the screen changed, in milliseconds. */
const later = 2000;

/** An operator in a notebook, who takes their time. */
export interface Operator {
  readonly opened: Opened;
  readonly press: (...chords: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
}

/** Opens the session in the notebook. `live`: what the running step has printed. */
export async function inNotebook(stage: Stage, opened: Opened, live = ''): Promise<Operator> {
  const { screen, theme, keymap, colour } = stage;
  void walkNotebook(opened.session, {
    screen,
    themes: createThemeSource(theme),
    keymap,
    colour,
    prose: Promise.resolve(markdownProse),
    history: () => Promise.resolve(history),
    openOutput: (path, growing) => Promise.resolve(outputAt(opened, path, growing, live)),
    pager: undefined,
    page: () => Promise.reject(new Error('nobody opens a pager here')),
    save: {
      look: (path) => Promise.resolve({ there: 'nothing', path }),
      write: () => Promise.resolve(undefined),
    },
    problems: [],
    signal: new AbortController().signal,
  });
  await screen.settled();
  const press = async (...chords: readonly string[]): Promise<void> => {
    for (const chord of chords) {
      opened.clock.advance(later);
      await screen.press(chord);
    }
  };
  return { opened, press, type: (text) => screen.type(text) };
}

/** The output at a path of the session's folder, as the journal in memory holds it. */
function outputAt({ journal }: Opened, path: string, growing: boolean, live: string): OpenOutput {
  const filed = [...journal.outputs.values()].find((bytes) => path.endsWith(sha256(bytes)));
  const bytes = growing ? Buffer.from(live) : (filed ?? expect.fail(`nothing was filed at ${path}`));
  const source = new MemorySource(bytes, growing);
  return {
    path,
    growing,
    size: bytes.length,
    read: (offset, length) => source.read(offset, length),
    onChange: (listener) => source.onChange(listener),
    grew: () => undefined,
    ended: () => undefined,
    close: () => Promise.resolve(),
  };
}
