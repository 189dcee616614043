import { unreachable } from '../../problem/problem.ts';
import type { Line, Tone } from '../text/line.ts';

/** Turns rows with meanings into rows with SGR. */
export interface Theme {
  readonly name: string;
  /** The row as it is written to the terminal; every style that it sets ends with it. */
  paint(line: Line): string;
}

export type ColourDepth = 'none' | '16' | '256' | 'truecolor';

export interface ThemeOptions {
  readonly background: 'dark' | 'light' | 'unknown';
  readonly colour: ColourDepth;
  /** Tones that the settings give another look, as SGR parameters: `{ heading: '1;34' }`. */
  readonly custom?: Partial<Readonly<Record<Tone, string>>>;
  /** True where the terminal has only ASCII and a few more characters (TERM=linux). */
  readonly ascii?: boolean;
}

export function themeFor(options: ThemeOptions): Theme {
  const name = `${options.background}-${options.colour}`;
  return { name, paint: (line) => line.map((span) => painted(span.text, sgrFor(span.tone))).join('') };
}

function painted(text: string, sgr: string): string {
  return sgr === '' ? text : `\u001B[${sgr}m${text}\u001B[0m`;
}

function sgrFor(tone: Tone): string {
  switch (tone) {
    case 'plain':
    case 'dim':
    case 'rule':
    case 'styled':
      return '';
    case 'strong':
    case 'heading':
    case 'command':
    case 'good':
    case 'bad':
    case 'warning':
    case 'accent':
    case 'key':
      return '1';
    case 'selected':
    case 'cursor':
    case 'match':
    case 'production':
    case 'rehearsal':
      return '7';
    default:
      return unreachable(tone);
  }
}
