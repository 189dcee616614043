import type { Line, Span, Tone } from '../text/line.ts';
import { afterSgr, noStyle, sgrOf, sgrPattern, type SgrState } from '../text/sgr.ts';
import { asciiText } from './ascii.ts';
import { limitColours } from './limit-colours.ts';
import * as palettes from './palettes.ts';

/** Turns rows with meanings into rows with SGR. */
export interface Theme {
  readonly name: string;
  /** The row as it is written to the terminal; every style that it sets ends with it. */
  paint(line: Line): string;
}

export type ColourDepth = 'none' | '16' | '256' | 'truecolor';

export interface ThemeOptions {
  readonly background: 'dark' | 'light' | 'unknown';
  /** How many colours the terminal has; `none` also where NO_COLOR asks for it. */
  readonly colour: ColourDepth;
  /**
   * Tones that the settings give another look, as SGR parameters: `{ heading: '1;34' }`. What is not a style
   * is left out; colours only where the terminal has them.
   */
  readonly custom?: Partial<Readonly<Record<Tone, string>>>;
  /** True where the terminal has only ASCII and a few characters more (TERM=linux). */
  readonly ascii?: boolean;
}

const escape = String.fromCodePoint(0x1b);
const reset = `${escape}[0m`;

/** Nothing may reach the terminal but text and SGR; this is the last place to see to it. */
const control = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The theme for a terminal. */
export function themeFor(options: ThemeOptions): Theme {
  const { colour, background, custom = {}, ascii = false } = options;
  const palette: Record<Tone, string> = { ...paletteFor(options), ...custom };
  const styles = new Map<Tone, SgrState>();
  const shown = ascii ? (text: string): string => asciiText(clean(text)) : clean;
  const styleOf = (tone: Tone): SgrState => {
    const found = styles.get(tone) ?? limitColours(afterSgr(noStyle, palette[tone]), colour);
    styles.set(tone, found);
    return found;
  };
  // A row is made once and shown in many frames.
  const painted = new WeakMap<Line, string>();
  const paint = (line: Line): string => {
    const found = painted.get(line);
    if (found !== undefined) return found;
    const row = paintRow(
      line.flatMap((span) => piecesOf(span, styleOf, colour)),
      shown,
    );
    painted.set(line, row);
    return row;
  };
  return { name: colour === 'none' ? 'plain' : `${background}-${colour}`, paint };
}

function paletteFor({ background, colour }: ThemeOptions): palettes.Palette {
  if (colour === 'none') return palettes.plain;
  const few = colour === '16';
  switch (background) {
    case 'dark':
      return few ? palettes.dark16 : palettes.dark256;
    case 'light':
      return few ? palettes.light16 : palettes.light256;
    case 'unknown':
      return few ? palettes.unknown16 : palettes.unknown256;
  }
}

interface Piece {
  readonly text: string;
  readonly sgr: string;
}

function piecesOf(span: Span, styleOf: (tone: Tone) => SgrState, depth: ColourDepth): readonly Piece[] {
  if (span.tone !== 'styled') return [{ text: span.text, sgr: sgrOf(styleOf(span.tone)) }];
  const found: Piece[] = [];
  let state = noStyle;
  for (const [at, part] of span.text.split(sgrPattern).entries()) {
    if (at % 2 === 1) state = afterSgr(state, part);
    else if (part !== '') found.push({ text: part, sgr: sgrOf(limitColours(state, depth)) });
  }
  return found;
}

function paintRow(pieces: readonly Piece[], shown: (text: string) => string): string {
  let row = '';
  let current = '';
  for (const { text, sgr } of pieces) {
    if (text === '') continue;
    if (sgr !== current) row += `${current === '' ? '' : reset}${sgr}`;
    row += shown(text);
    current = sgr;
  }
  return current === '' ? row : row + reset;
}

function clean(text: string): string {
  return text.replaceAll(control, '\ufffd');
}
