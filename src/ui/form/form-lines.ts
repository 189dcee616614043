import type { Size } from '../terminal/full-screen.ts';
import type { Line } from '../text/line.ts';
import { formLayout } from './form-layout.ts';
import type { FormState } from './form-state.ts';
import { framed } from './frame.ts';

/** A form or a menu as rows: never more of them, and never wider, than there is room. */
export interface DrawnDialog {
  readonly lines: readonly Line[];
  /** Where the terminal's own cursor belongs, counted from 0. Absent: no field has the focus. */
  readonly cursor?: { readonly row: number; readonly column: number };
}

/** Draws a form. */
export function formLines(state: FormState, size: Size): DrawnDialog {
  const layout = formLayout(state, size);
  const { lines, top, offset } = framed(layout, layout.rows, state.offset, size);
  const { cursor } = layout;
  if (cursor === undefined) return { lines };
  const row = cursor.row - offset;
  return row < 0 || row >= layout.room || top + row >= lines.length
    ? { lines }
    : { lines, cursor: { row: top + row, column: cursor.column } };
}
