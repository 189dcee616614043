import { expect } from 'vitest';
import { contrast, indexed, type Rgb } from '../theme/contrast.ts';
import { type CellStyle, styleText } from './cells.ts';
import type { Frame } from './frame.ts';

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** The terminal's own colours: XTerm's, and black on white. */
const own = {
  dark: { text: [229, 229, 229], behind: black },
  light: { text: black, behind: white },
} as const satisfies Record<string, { readonly text: Rgb; readonly behind: Rgb }>;

/** How a frame was drawn. */
export interface Look {
  readonly background: keyof typeof own;
  readonly colour: 'none' | '16' | '256';
}

/** Every text has a contrast of 4.5 or more (WCAG 2.2, 1.4.3) to what is behind it. */
export function expectReadable({ runs }: Frame, { background, colour }: Look): void {
  for (const { text, style } of runs.flat()) {
    // With 256 colours the screens use none of the first 16: these are an output's own, out of the operator's own palette.
    if (colour === '256' && typeof style.text === 'number' && style.text < 16) continue;
    const shown = contrastOf(style, background);
    expect(shown, `${text} in ${styleText(style)}`).toBeGreaterThanOrEqual(4.5);
    expect(style.marks, text).not.toContain('dim');
  }
}

function contrastOf({ text, behind }: CellStyle, background: keyof typeof own): number {
  return contrast(rgbOf(text) ?? own[background].text, rgbOf(behind) ?? own[background].behind);
}

function rgbOf(colour: CellStyle['text']): Rgb | undefined {
  if (typeof colour !== 'string') return colour === undefined ? undefined : indexed(colour);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [red, green, blue];
}
