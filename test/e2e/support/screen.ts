import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { programPath } from '../program.ts';
import type { Workspace } from './workspace.ts';

/** Somebody in front of the full screen: sees what a terminal would show, and presses keys. */
export interface ScreenReaderPerson {
  /** Resolves when this stands on the screen. White space matches any other, line ends too. Gives the screen. */
  sees(expected: string | RegExp, within?: number): Promise<string>;
  /** Resolves when this no longer stands there. */
  missesNow(gone: string | RegExp, within?: number): Promise<string>;
  /** Presses keys one after the other, each on its own: `enter`, `ctrl+c`, `y`, `shift+tab`. */
  presses(...chords: readonly string[]): Promise<void>;
  /** Everything at once, as a burst or a paste by hand would come. */
  types(text: string): void;
  resizes(columns: number, rows: number): void;
  /** The rows of the screen as they are now, without trailing spaces. */
  rows(): readonly string[];
  /** True while the alternate screen is shown. */
  alternate(): boolean;
  /** Bytes that the program has written so far. */
  bytes(): number;
  /** Resolves with the exit code (128 + n by a signal). */
  ends(): Promise<number>;
  signals(signal: NodeJS.Signals): void;
  readonly pid: number;
}

interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Another program than the built one, with its arguments before `args`. */
  readonly program?: readonly string[];
}

/** How long the slowest machine may take for one answer, in milliseconds; only a hanging program needs it. */
const patience = 20_000;

/** Starts the program on a terminal whose screen can be read. */
export function openScreen(
  workspace: Workspace,
  args: readonly string[],
  { columns = 100, rows = 30, env = {}, program = [process.execPath, programPath] }: ScreenOptions = {},
): ScreenReaderPerson {
  const [command = process.execPath, ...before] = program;
  const child = spawn(command, [...before, ...args], {
    cols: columns,
    rows,
    cwd: workspace.folder,
    name: env['TERM'] ?? 'xterm-256color',
    env: definedOnly({ ...workspace.env, COLORTERM: 'truecolor', ...env }),
  });
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 2000 });
  const changes = new Set<() => void>();
  const tell = (): void => changes.forEach((each) => each());
  let bytes = 0;
  let exitCode: number | undefined;
  child.onData((data) => {
    bytes += Buffer.byteLength(data);
    terminal.write(data, tell);
  });
  // What the terminal itself answers to questions of the program.
  terminal.onData((answer) => child.write(answer));
  child.onExit((exit) => {
    exitCode = exit.signal === undefined || exit.signal === 0 ? exit.exitCode : 128 + exit.signal;
    terminal.write('', tell);
  });
  onTestFinished(() => {
    if (exitCode === undefined) child.kill('SIGKILL');
    terminal.dispose();
  });

  const shown = (): readonly string[] => rowsOf(terminal);
  function until<T>(what: string, look: () => T | undefined, within = patience): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(late);
        changes.delete(check);
        done();
      };
      const missed = (how: string): void =>
        settle(() => reject(new Error(`the program ${how} ${what}. Its screen:\n${shown().join('\n')}`)));
      const late = setTimeout(() => missed('never came to'), within);
      const check = (): void => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
        else if (exitCode !== undefined) missed(`ended with ${exitCode} before`);
      };
      changes.add(check);
      check();
    });
  }

  return {
    pid: child.pid,
    sees: (expected, within) =>
      until(
        `“${String(expected)}”`,
        () => (stands(expected, shown()) ? shown().join('\n') : undefined),
        within,
      ),
    missesNow: (gone, within) =>
      until(
        `a screen without “${String(gone)}”`,
        () => (stands(gone, shown()) ? undefined : shown().join('\n')),
        within,
      ),
    async presses(...chords) {
      for (const chord of chords) {
        child.write(sequenceOf(chord));
        // Two keys in one read would be a burst, which decides nothing.
        await new Promise((resolve) => setTimeout(resolve, betweenKeys));
      }
    },
    types: (text) => child.write(text),
    resizes(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    rows: shown,
    alternate: () => terminal.buffer.active.type === 'alternate',
    bytes: () => bytes,
    ends: () => until('its end', () => exitCode),
    signals: (signal) => child.kill(signal),
  };
}

/** Milliseconds between two keys of a fast hand. */
const betweenKeys = 60;

function rowsOf(terminal: InstanceType<typeof headless.Terminal>): readonly string[] {
  const { active } = terminal.buffer;
  return Array.from(
    { length: terminal.rows },
    (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
  );
}

function stands(expected: string | RegExp, rows: readonly string[]): boolean {
  const text = rows.join('\n');
  if (typeof expected !== 'string') return expected.test(text);
  return text.replaceAll(/\s+/g, ' ').includes(expected.replaceAll(/\s+/g, ' '));
}

const named: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
};

function sequenceOf(chord: string): string {
  const known = named[chord];
  if (known !== undefined) return known;
  const control = /^ctrl\+([a-z])$/.exec(chord)?.[1];
  return control === undefined ? chord : String.fromCodePoint((control.codePointAt(0) ?? 0) - 96);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value;
  return defined;
}
