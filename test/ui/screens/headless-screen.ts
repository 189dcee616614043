import { setImmediate as turn } from 'node:timers/promises';
import headless, { type Terminal } from '@xterm/headless';
import { expect, vi } from 'vitest';
import { enterSequence } from '../../../src/ui/terminal/control-sequences.ts';
import { openDrawing } from '../../../src/ui/terminal/drawing.ts';
import type { Ended, FullScreen, Size } from '../../../src/ui/terminal/full-screen.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import type { TerminalOutput } from '../../../src/ui/terminal/terminal-output.ts';
import { rowsOf } from '../../e2e/support/terminal-rows.ts';
import { key, letter, paste } from '../form/keys.ts';

/** Columns and rows that the terminal has beyond what the program is told: nothing may be drawn there. */
const beyond = 4;

/** The full screen on a terminal in memory, with somebody in front of it. Timers must be fake. */
export interface HeadlessScreen extends FullScreen {
  readonly terminal: Terminal;
  /** Presses these keys one after the other, each by itself. */
  press(...chords: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  resize(size: Size): Promise<void>;
  /** Resolves when nothing is drawn any more. */
  settled(): Promise<void>;
}

/** Opens it at this size; what Ink draws goes into the terminal as it would into a real one. */
export function headlessScreen(first: Size): HeadlessScreen {
  let size = first;
  const terminal = new headless.Terminal({
    cols: size.columns + beyond,
    rows: size.rows + beyond,
    allowProposedApi: true,
    // As a pseudo-terminal does, in raw mode too.
    convertEol: true,
  });
  terminal.write(enterSequence(false));
  const { promise: ended, resolve: end } = Promise.withResolvers<Ended>();
  const drawing = openDrawing(size, outputTo(terminal), (cause) => end({ cause }));
  const inputs: ((input: Input) => void)[] = [];
  const sizes = new Set<(size: Size) => void>();
  let shown = false;

  async function hear(input: Input): Promise<void> {
    const listener = inputs.at(-1) ?? expect.fail('nobody hears the keys');
    listener(input);
    await settled();
  }

  async function settled(): Promise<void> {
    for (let same = 0, before = ''; same < 2; ) {
      await turn();
      await vi.advanceTimersByTimeAsync(40);
      const now = rowsOf(terminal).join('\n');
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  return {
    terminal,
    lent: false,
    ended,
    get size() {
      return size;
    },
    show(element) {
      drawing.show(element);
      if (!shown) drawing.drawAnew();
      shown = true;
    },
    onInput(listener) {
      inputs.push(listener);
      return () => void inputs.splice(inputs.lastIndexOf(listener), 1);
    },
    onResize(listener) {
      sizes.add(listener);
      return () => sizes.delete(listener);
    },
    async press(...chords) {
      for (const chord of chords) await hear(Array.from(chord).length === 1 ? letter(chord) : key(chord));
    },
    type: (text) => hear(paste(text)),
    async resize(next) {
      size = next;
      terminal.resize(next.columns + beyond, next.rows + beyond);
      drawing.resize(next);
      for (const listener of sizes) listener(next);
      await settled();
    },
    settled,
    lend: () => Promise.reject(new Error('nobody lends the terminal here')),
    takeBack: () => Promise.resolve(),
    suspend: () => Promise.resolve(),
    redraw: () => drawing.drawAnew(),
    attention: () => undefined,
    title: () => undefined,
    copy: () => true,
    async close() {
      drawing.end();
      terminal.dispose();
      end({});
      await ended;
    },
  };
}

function outputTo(terminal: Terminal): TerminalOutput {
  const send = (text: string): void => terminal.write(text);
  return { send, sendNow: send, waiting: 0, drained: () => Promise.resolve(), close: () => undefined };
}
