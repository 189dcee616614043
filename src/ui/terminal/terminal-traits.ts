import { ReadStream, WriteStream } from 'node:tty';
import { type ColourDepth, colourDepth } from './colour.ts';
import type { Size } from './full-screen.ts';
import type { TerminalStreams } from './options.ts';
import { sizeOf } from './size.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is asked of a stream here, so that any stream may be given. */
interface MaybeTerminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export type Background = 'dark' | 'light' | 'unknown';

/** What kind of terminal this is. */
export interface TerminalTraits {
  /** Whether the full screen can be drawn, and if not, why, as a short sentence part. */
  readonly fullScreen: { readonly possible: true } | { readonly possible: false; readonly why: string };
  readonly colour: ColourDepth;
  readonly background: Background;
  readonly tmux: boolean;
  /** The Linux console: its font has few characters, and it knows no notifications. */
  readonly console: boolean;
  /** Too small for a screen that says everything that it must: under 60 columns or 15 rows. */
  readonly narrow: boolean;
}

/** `background`: what the settings say; it wins over what the terminal says. */
export function terminalTraits(
  env: Environment,
  stdin: MaybeTerminal,
  stdout: MaybeTerminal,
  background?: Background,
): TerminalTraits {
  const why = whyNot(env, stdin, stdout);
  return {
    fullScreen: why === undefined ? { possible: true } : { possible: false, why },
    colour: colourDepth(env),
    background: background ?? backgroundOf(env['COLORFGBG']),
    tmux: isTmux(env),
    console: env['TERM'] === 'linux',
    narrow: isNarrow(sizeOf(stdout)),
  };
}

/** Below this no screen can say what it must: it says instead that the window is too small. */
const smallest: Size = { columns: 60, rows: 15 };

export function isNarrow({ columns, rows }: Size): boolean {
  return columns < smallest.columns || rows < smallest.rows;
}

export function isTmux(env: Environment): boolean {
  return (env['TMUX'] ?? '') !== '';
}

function whyNot(env: Environment, stdin: MaybeTerminal, stdout: MaybeTerminal): string | undefined {
  if (stdin.isTTY !== true) return 'the input is no terminal';
  if (stdout.isTTY !== true) return 'the output is no terminal';
  if ((env['TERM'] ?? '') === '') return 'TERM is not set';
  if (env['TERM'] === 'dumb') return 'TERM is dumb';
  return isOn(env['ACCESSIBLE']) ? 'ACCESSIBLE is set' : undefined;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase());
}

/** rxvt's `foreground;background` as numbers of the palette, with other fields in between. Vim reads it so, too. */
function backgroundOf(colours: string | undefined): Background {
  const last = /(?:^|;)(\d{1,2})$/.exec(colours ?? '')?.[1];
  if (last === undefined || Number(last) > 15) return 'unknown';
  return Number(last) < 7 || last === '8' ? 'dark' : 'light';
}

/** The two streams as a terminal; undefined: one of them is none. */
export function asTerminal(stdin: unknown, stdout: unknown): TerminalStreams | undefined {
  if (!(stdin instanceof ReadStream)) return undefined;
  return isTerminalOutput(stdout) ? { stdin, stdout } : undefined;
}

function isTerminalOutput(stream: unknown): stream is TerminalStreams['stdout'] {
  return stream instanceof WriteStream && 'fd' in stream && typeof stream.fd === 'number';
}
