import type { Size } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';
import type { Line } from '../text/line.ts';

/** Something that lies over a screen and hears all keys while it is on top. */
export interface Layer {
  /** `screen`: it takes all of it. `bottom`: what is below it keeps the rows that are left. */
  readonly place: 'screen' | 'bottom';
  input(input: Input, size: Size): void;
  /** Its rows, at most as many as the size has, each fitted to the columns. */
  lines(size: Size): readonly Line[];
}
