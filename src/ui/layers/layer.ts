import type { DrawnDialog } from '../form/form-lines.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';

/** Something that lies over a screen and hears all keys while it is on top. */
export interface Layer {
  /** `screen`: it takes all of it. `bottom`: what is below it keeps the rows that are left. */
  readonly place: 'screen' | 'bottom';
  input(input: Input, size: Size): void;
  /** Its rows and its cursor; at most as many as the size has, each fitted to the columns. */
  draw(size: Size): DrawnDialog;
}
