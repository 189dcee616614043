import { afterSgr, noStyle } from '../../../src/ui/text/sgr.ts';

export type Rgb = readonly [number, number, number];

/** XTerm's own colours, 0 to 15. */
const xterm: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

const steps = [0, 95, 135, 175, 215, 255] as const;

/** What a number of the palette of 256 is. */
export function indexed(index: number): Rgb {
  if (index < 16) return xterm[index] ?? [0, 0, 0];
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const at = index - 16;
  return [steps[Math.floor(at / 36)] ?? 0, steps[Math.floor(at / 6) % 6] ?? 0, steps[at % 6] ?? 0];
}

function rgbOf(colour: string | undefined): Rgb | undefined {
  if (colour === undefined) return undefined;
  const numbers = colour.split(';').map(Number);
  const [code = 0, , index = 0] = numbers;
  if (numbers.length === 3) return indexed(index);
  return xterm[code >= 90 ? 8 + (code % 10) : code % 10];
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** By WCAG 2.2: from 1, the same, to 21, black on white. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colours that painted text ends up with. Undefined: the terminal's own. */
export function coloursOf(painted: string): {
  readonly text: Rgb | undefined;
  readonly background: Rgb | undefined;
} {
  const parameters = /\[([0-9;]*)m/.exec(painted)?.[1] ?? '';
  const state = afterSgr(noStyle, parameters === '' ? '0' : parameters);
  return { text: rgbOf(state.foreground), background: rgbOf(state.background) };
}
