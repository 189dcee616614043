import { join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { onTestFinished, vi } from 'vitest';

/** How long the slowest machine may take for one change of the screen, in milliseconds. */
const patience = 20_000;

/** Somebody in front of a terminal that shows what a program draws. */
export interface ScreenUser {
  readonly pid: number;
  /** Resolves when the screen shows this. Gives all that it shows. */
  sees(expected: string | RegExp): Promise<string>;
  /** Resolves when the program has sent this since the last `sent`, control sequences included. */
  sent(expected: string): Promise<void>;
  types(text: string): void;
  /** Types until it is heard: for a moment after the terminal came back, nothing is. */
  isHeard(): Promise<void>;
  /** Takes another size. */
  resizes(columns: number, rows: number): void;
  /** What stands on the screen now, without the spaces at the end of lines. */
  screen(): string;
  /** Whether the program has the alternate screen. */
  onAlternateScreen(): boolean;
  pastesInBrackets(): boolean;
  reportsMouse(): boolean;
  /** Everything that was sent, control sequences included. */
  raw(): string;
  /** Resolves with the exit code, or 128 and the signal. */
  ends(): Promise<number>;
  /** Something else clears what is shown, and moves the cursor. */
  losesScreen(): Promise<void>;
  /** From now on nothing that is sent is taken, until `takesAgain`. */
  takesNothing(): void;
  takesAgain(): void;
}

interface OpenOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/** The program that holds the terminal and shows its keys, as a command line. */
export const hostProgram: readonly string[] = [
  process.execPath,
  join(import.meta.dirname, 'host-program.ts'),
];

/** Starts a program at a terminal. It is killed when the test ends. */
export function openScreen(
  [file = '', ...args]: readonly string[],
  { env = {}, columns = 80, rows = 24 }: OpenOptions = {},
): ScreenUser {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = spawn(file, args, {
    cols: columns,
    rows,
    name: 'xterm-256color',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8', ...env },
  });
  return watch(child, terminal);
}

function watch(child: IPty, terminal: Terminal): ScreenUser {
  let raw = '';
  let heard = 0;
  let exitCode: number | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  child.onData((text) => {
    raw += text;
    terminal.write(text, tell);
  });
  child.onExit(({ exitCode: code, signal }) => {
    exitCode = signal === undefined || signal === 0 ? code : 128 + signal;
    tell();
  });
  onTestFinished(() => {
    if (exitCode === undefined) child.kill('SIGKILL');
  });

  function until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((settle, reject) => {
      const check = (): void => {
        const found = look();
        if (found !== undefined) done(() => settle(found));
      };
      const late = setTimeout(
        () => done(() => reject(new Error(`never came to ${what}. The screen:\n${shownOn(terminal)}`))),
        patience,
      );
      const done = (then: () => void): void => {
        clearTimeout(late);
        listeners.delete(check);
        then();
      };
      listeners.add(check);
      check();
    });
  }

  return {
    pid: child.pid,
    sees: (expected) =>
      until(`“${String(expected)}”`, () => {
        const shown = shownOn(terminal);
        const found = typeof expected === 'string' ? shown.includes(expected) : expected.test(shown);
        return found ? shown : undefined;
      }),
    sent: (expected) =>
      until(`sending ${JSON.stringify(expected)}`, () => {
        const at = raw.indexOf(expected, heard);
        if (at === -1) return undefined;
        heard = at + expected.length;
        return heard;
      }).then(() => undefined),
    types: (text) => child.write(text),
    async isHeard() {
      await vi.waitUntil(
        () => {
          const shown = /[[ ]n\b/.test(shownOn(terminal));
          if (!shown) child.write('n');
          return shown;
        },
        { timeout: patience, interval: 50 },
      );
      // Behind every key that was typed above.
      child.write('r');
      await until('hearing', () => shownOn(terminal).includes('[ready]') || undefined);
    },
    resizes(columns, rows) {
      terminal.resize(columns, rows);
      child.resize(columns, rows);
    },
    screen: () => shownOn(terminal),
    onAlternateScreen: () => terminal.buffer.active.type === 'alternate',
    pastesInBrackets: () => terminal.modes.bracketedPasteMode,
    reportsMouse: () => terminal.modes.mouseTrackingMode !== 'none',
    raw: () => raw,
    ends: () => until('its end', () => exitCode),
    losesScreen: () => new Promise((resolve) => terminal.write('\x1b[2J\x1b[7;7H', resolve)),
    takesNothing: () => child.pause(),
    takesAgain: () => child.resume(),
  };
}

function shownOn(terminal: Terminal): string {
  const { active } = terminal.buffer;
  return Array.from(
    { length: terminal.rows },
    (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
  ).join('\n');
}
