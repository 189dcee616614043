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
  const { arrangement, cursor, ...frame } = formLayout(state, size);
  const { lines, rowOf } = framed(frame, arrangement, state.offset, size);
  const row = cursor === undefined ? undefined : rowOf(cursor.row);
  return cursor === undefined || row === undefined
    ? { lines }
    : { lines, cursor: { row, column: cursor.column } };
}
