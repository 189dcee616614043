import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { rowsOf } from '../../../test/e2e/support/terminal-rows.ts';

/** A program on a real pty, with everything that it sends timed as it comes. */
export interface TimedTerminal {
  readonly pid: number;
  /** When it was started, by `performance.now()`. */
  readonly began: number;
  /** Bytes that it has sent so far. */
  readonly bytes: number;
  readonly rows: () => readonly string[];
  press(keys: string): void;
  /**
   * Resolves, by `performance.now()`, with when the bytes came that made the screen what is looked for; undefined
   * where it did not within `patience` milliseconds. Rejects when the program ends before.
   */
  until(look: (rows: readonly string[]) => boolean, patience?: number): Promise<number | undefined>;
  /** Ends the program, whatever it does, and resolves when it has ended. */
  close(): Promise<void>;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const screenSize = { columns: 120, rows: 40 } as const;

/** Starts a command line on a terminal of 120 by 40. */
export function openTerminal(
  [file, ...args]: readonly [string, ...string[]],
  { cwd, env }: TerminalOptions,
): TimedTerminal {
  const { columns: cols, rows } = screenSize;
  const terminal = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 0 });
  const watchers = new Set<(at: number) => void>();
  const gone = Promise.withResolvers<void>();
  let bytes = 0;
  let ended: string | undefined;
  const began = performance.now();
  const child = spawn(file, args, { cols, rows, cwd, env: { ...env }, name: 'xterm-256color' });
  const tell = (at: number): void => watchers.forEach((each) => each(at));
  child.onData((data) => {
    const at = performance.now();
    bytes += Buffer.byteLength(data);
    terminal.write(data, () => tell(at));
  });
  // What the terminal itself answers to questions of the program.
  terminal.onData((answer) => child.write(answer));
  child.onExit(({ exitCode, signal }) => {
    ended = `it ended with ${exitCode} (signal ${signal ?? 0})`;
    terminal.write('', () => tell(performance.now()));
    gone.resolve();
  });
  const shown = (): readonly string[] => rowsOf(terminal);

  return {
    pid: child.pid,
    began,
    get bytes() {
      return bytes;
    },
    rows: shown,
    press: (keys) => child.write(keys),
    until: (look, patience = 30_000) =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          clearTimeout(late);
          watchers.delete(check);
        };
        const check = (at: number): void => {
          if (look(shown())) {
            settle();
            resolve(at);
          } else if (ended !== undefined) {
            settle();
            reject(new Error(`${file} ${args.join(' ')}: ${ended}. Its screen:\n${shown().join('\n')}`));
          }
        };
        const late = setTimeout(() => {
          settle();
          resolve(undefined);
        }, patience);
        watchers.add(check);
        check(performance.now());
      }),
    async close() {
      if (ended === undefined) child.kill('SIGKILL');
      await gone.promise;
      terminal.dispose();
    },
  };
}
