import type { NotebookView } from '../notebook/model/notebook-view.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Line } from '../text/line.ts';

/** A place on the screen, counted from 0. */
export interface Cursor {
  readonly row: number;
  readonly column: number;
}

interface Shown {
  readonly size: Size;
  /** Where one types: screen magnifiers, input methods and braille displays follow it. Absent: nowhere. */
  readonly cursor?: Cursor | undefined;
}

/** Everything that is on the screen at one moment. */
export type ScreenView = Shown &
  /** One thing on the whole of it: the library, an output, the help. */
  (
    | { readonly view: 'rows'; readonly rows: readonly Line[] }
    | {
        readonly view: 'notebook';
        readonly notebook: NotebookView;
        /** What is asked, in place of the key bar; empty: nothing. */
        readonly dialog: readonly Line[];
      }
  );

/** Where a cursor is that was so many rows down from the first of its own. */
export function belowRows(cursor: Cursor | undefined, rows: number): Cursor | undefined {
  return cursor === undefined ? undefined : { ...cursor, row: cursor.row + rows };
}
