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
export function expectReadable({ runs }: Frame, look: Look): void {
  const faults = runs.flat().flatMap(({ text, style }) => {
    const shown = contrastOf(style, look.background);
    const faint = style.marks.includes('dim') || (shown < 4.5 && !isOwn(style, look));
    return faint ? [`${text} in ${styleText(style)}: ${shown.toFixed(2)}`] : [];
  });
  expect(faults, 'what is not readable').toEqual([]);
}

/** With 256 colours the screens use none of the first 16: these are an output's own, out of the operator's own palette. */
function isOwn({ text }: CellStyle, { colour }: Look): boolean {
  return colour === '256' && typeof text === 'number' && text < 16;
}

function contrastOf({ text, behind }: CellStyle, background: keyof typeof own): number {
  return contrast(rgbOf(text) ?? own[background].text, rgbOf(behind) ?? own[background].behind);
}

function rgbOf(colour: CellStyle['text']): Rgb | undefined {
  if (typeof colour !== 'string') return colour === undefined ? undefined : indexed(colour);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [red, green, blue];
}
