import type { SgrState } from '../text/sgr.ts';
import type { ColourDepth } from './theme.ts';

/**
 * The styles of a program's own output, with no more colours than the terminal has. A text colour without
 * its background could be unreadable, so they go together.
 */
export function limitColours(state: SgrState, depth: ColourDepth): SgrState {
  if (depth === 'truecolor' || (state.foreground === undefined && state.background === undefined))
    return state;
  const foreground = limited(state.foreground, depth);
  const background = limited(state.background, depth);
  if (foreground === 'lost' || background === 'lost') {
    return { on: state.on, foreground: undefined, background: undefined };
  }
  return { on: state.on, foreground, background };
}

function limited(colour: string | undefined, depth: ColourDepth): string | undefined {
  if (colour === undefined) return undefined;
  const [kind = '', model, ...values] = colour.split(';');
  if (depth === 'none') return 'lost';
  if (model === undefined) return colour;
  if (depth === '16') return 'lost';
  if (model === '5') return colour;
  const [red = 0, green = 0, blue = 0] = values.map(Number);
  return `${kind};5;${String(nearest(red, green, blue))}`;
}

/** The nearest colour of xterm's 6×6×6 cube. */
function nearest(red: number, green: number, blue: number): number {
  return 16 + 36 * step(red) + 6 * step(green) + step(blue);
}

function step(value: number): number {
  if (value < 48) return 0;
  return value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40));
}
