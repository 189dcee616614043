import type { CellStyle } from '../frame.ts';
import type { Theme } from '../theme.ts';

/** The terminal of a picture. */
export interface TerminalColours {
  readonly background: string;
  readonly foreground: string;
  readonly border: string;
  readonly bar: string;
  readonly barText: string;
  /** The first 16 colours of the palette. */
  readonly named: readonly string[];
}

const dark: TerminalColours = {
  background: '#0d1117',
  foreground: '#e6edf3',
  border: '#30363d',
  bar: '#161b22',
  barText: '#9198a1',
  named: colours(
    '#484f58 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #b1bac4',
    '#6e7681 #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #ffffff',
  ),
};

const light: TerminalColours = {
  background: '#ffffff',
  foreground: '#1f2328',
  border: '#d1d9e0',
  bar: '#f6f8fa',
  barText: '#59636e',
  named: colours(
    '#24292f #cf222e #116329 #7d4e00 #0969da #8250df #1b7c83 #59636e',
    '#57606a #a40e26 #1a7f37 #633c01 #218bff #a475f9 #3192aa #8c959f',
  ),
};

/** The terminal on a page with this background. */
export function terminalColours(theme: Theme): TerminalColours {
  return theme === 'dark' ? dark : light;
}

/** What a run is painted with, inverse video applied. `background` undefined: that of the terminal. */
export function paintOf(
  style: CellStyle,
  terminal: TerminalColours,
): { readonly text: string; readonly background: string | undefined } {
  const text = colourText(style.foreground, terminal) ?? terminal.foreground;
  const background = colourText(style.background, terminal);
  return style.inverse ? { text: background ?? terminal.background, background: text } : { text, background };
}

function colourText(colour: string | number | undefined, { named }: TerminalColours): string | undefined {
  return typeof colour === 'number' ? (named[colour] ?? paletteColour(colour)) : colour;
}

/** The palette of xterm from its 17th colour on: a cube of 6 × 6 × 6, and 24 greys. */
function paletteColour(index: number): string {
  if (index >= 232) return hex([0, 0, 0].map(() => 8 + 10 * (index - 232)));
  const at = index - 16;
  return hex([Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map(level));
}

/** How much of a channel a step of the cube is. */
function level(step: number): number {
  return step === 0 ? 0 : 55 + 40 * step;
}

function colours(normal: string, bright: string): readonly string[] {
  return `${normal} ${bright}`.split(' ');
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
