import { spawn } from '@lydell/node-pty';
import headless, { type Terminal } from '@xterm/headless';
import { programPath } from '../program.ts';
import { handTiming, sequenceOf } from './keys.ts';
import { colourAt, rowsOf, stands } from './terminal-rows.ts';
import type { Workspace } from './workspace.ts';

/** Somebody in front of the full screen: sees what a terminal would show, and presses keys. */
export interface ScreenUser {
  /** Resolves when this stands on the screen. White space matches any other, line ends too. Gives the screen. */
  sees(expected: string | RegExp): Promise<string>;
  /** Resolves when this no longer stands there. */
  missesNow(gone: string | RegExp): Promise<string>;
  /** Resolves when the program has sent this at any time, control sequences included. */
  receives(sequence: string): Promise<void>;
  /**
   * Presses keys one after the other, each on its own: `enter`, `ctrl+c`, `y`, `shift+tab`. As a person would:
   * not faster than one sees what has just come, and again where the program says so.
   */
  presses(...chords: readonly string[]): Promise<void>;
  /** The same, as fast as a hand can: for a dialog, which takes keys as soon as it is there. */
  hurries(...chords: readonly string[]): Promise<void>;
  /** Everything at once, as a burst or a paste by hand would come. */
  types(text: string): void;
  resizes(columns: number, rows: number): void;
  /** The rows of the screen as they are now, without trailing spaces. */
  rows(): readonly string[];
  /** What terminal colour the first character of this text has: its mode and number; undefined: it is not there. */
  colourOf(text: string): string | undefined;
  /** True while the alternate screen is shown. */
  alternate(): boolean;
  cursorShown(): boolean;
  /** Resolves when the terminal's own cursor is shown here, counted from 0; undefined: when it is hidden. */
  hasCursorAt(place: { readonly row: number; readonly column: number } | undefined): Promise<void>;
  pastesInBrackets(): boolean;
  /** Everything that the program has sent, control sequences included. */
  raw(): string;
  /** Resolves with the exit code (128 + n by a signal). */
  ends(): Promise<number>;
  signals(signal: NodeJS.Signals): void;
  /** The terminal goes away, as when a connection breaks. */
  hangsUp(): void;
  readonly pid: number;
}

export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Answers in the place of the terminal where the program asks for the background. */
  readonly answers?: (say: (text: string) => void) => void;
  /** Another program than the built one, with its arguments before `args`. */
  readonly program?: readonly string[];
}

/** How long the slowest machine may take for one answer, in milliseconds; only a hanging program needs it. */
const patience = 12_000;

/** What the program asks a terminal whose background it does not know. */
const question = '\x1b]11;?\x1b\\\x1b[c';

/** What the program says of a key that it did not take. */
const pressAgain = 'Press it again.';

/** The program on a terminal, for whoever looks at more than a person would. */
export interface ShownProgram {
  readonly user: ScreenUser;
  readonly terminal: Terminal;
  /** Hears what the program sends, as it comes. */
  onData(heard: (data: string) => void): void;
  /** Ends the program if it still runs. */
  close(): void;
}

/** Starts the program on a terminal whose screen can be read. */
export function showProgram(
  workspace: Pick<Workspace, 'folder' | 'env'>,
  args: readonly string[],
  {
    columns = 100,
    rows = 30,
    env = {},
    answers,
    program = [process.execPath, programPath],
  }: ScreenOptions = {},
): ShownProgram {
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
  const hand = handTiming();
  const again = async (): Promise<void> => {
    const chord = hand.takeLast();
    if (chord === undefined) return;
    // At once, it would come just as the screen changed too.
    hand.saw();
    await press(chord);
  };
  let raw = '';
  let exitCode: number | undefined;
  child.onData((data) => {
    raw += data;
    const asks = answers !== undefined && data.includes(question);
    terminal.write(asks ? data.replace(question, '') : data, tell);
    if (asks) answers((text) => child.write(text));
  });
  // What the terminal itself answers to questions of the program.
  terminal.onData((answer) => child.write(answer));
  child.onExit((exit) => {
    exitCode = exit.signal === undefined || exit.signal === 0 ? exit.exitCode : 128 + exit.signal;
    // Behind everything that was sent before.
    terminal.write('', tell);
  });

  const shown = (): readonly string[] => rowsOf(terminal);
  function until<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(late);
        changes.delete(check);
        hand.saw();
        done();
      };
      const missed = (how: string): void =>
        settle(() => reject(new Error(`the program ${how} ${what}. Its screen:\n${shown().join('\n')}`)));
      const late = setTimeout(() => missed('never came to'), patience);
      const check = (): void => {
        const found = look();
        if (found === undefined && stands(pressAgain, shown())) void again();
        if (found !== undefined) settle(() => resolve(found));
        else if (exitCode !== undefined) missed(`ended with ${exitCode} before`);
      };
      changes.add(check);
      check();
    });
  }

  async function press(chord: string, hurried = false): Promise<void> {
    await hand.ready(hurried);
    child.write(sequenceOf(chord));
    // Where it stood there before, it is not about this key.
    hand.pressed(stands(pressAgain, shown()) ? undefined : chord);
  }

  const user: ScreenUser = {
    pid: child.pid,
    sees: (expected) =>
      until(`“${String(expected)}”`, () => (stands(expected, shown()) ? shown().join('\n') : undefined)),
    missesNow: (gone) =>
      until(`a screen without “${String(gone)}”`, () =>
        stands(gone, shown()) ? undefined : shown().join('\n'),
      ),
    receives: (sequence) =>
      until(`sending ${JSON.stringify(sequence)}`, () => raw.includes(sequence) || undefined).then(
        () => undefined,
      ),
    async presses(...chords) {
      for (const chord of chords) await press(chord);
    },
    async hurries(...chords) {
      for (const chord of chords) await press(chord, true);
    },
    types(text) {
      hand.put();
      child.write(text);
    },
    resizes(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    rows: shown,
    colourOf: (text) => colourAt(terminal, text),
    alternate: () => terminal.buffer.active.type === 'alternate',
    cursorShown: () => raw.lastIndexOf('\x1b[?25h') >= raw.lastIndexOf('\x1b[?25l'),
    async hasCursorAt(place) {
      await until(`a cursor at ${JSON.stringify(place)}`, () => {
        if (!user.cursorShown() || place === undefined) return user.cursorShown() ? undefined : true;
        const { cursorY: row, cursorX: column } = terminal.buffer.active;
        return (row === place.row && column === place.column) || undefined;
      });
    },
    pastesInBrackets: () => terminal.modes.bracketedPasteMode,
    raw: () => raw,
    ends: () => until('its end', () => exitCode),
    signals: (signal) => process.kill(child.pid, signal),
    hangsUp() {
      if (!canHangUp(child)) throw new Error('this terminal can’t be closed');
      child.destroy();
    },
  };
  return {
    user,
    terminal,
    onData: (heard) => void child.onData(heard),
    close() {
      if (exitCode === undefined) child.kill('SIGKILL');
      terminal.dispose();
    },
  };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) defined[name] = value;
  return defined;
}

/** Pseudo-terminals of Unix can be closed; the type is for those of Windows, too. */
function canHangUp(child: object): child is { destroy(): void } {
  return 'destroy' in child && typeof child.destroy === 'function';
}
