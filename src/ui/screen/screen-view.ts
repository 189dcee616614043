import type { NotebookView } from '../notebook/model/notebook-view.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Line } from '../text/line.ts';

/** Everything that is on the screen at one moment. */
export type ScreenView =
  /** One thing on the whole of it: the library, an output, the help. */
  | { readonly view: 'rows'; readonly size: Size; readonly rows: readonly Line[] }
  | {
      readonly view: 'notebook';
      readonly size: Size;
      readonly notebook: NotebookView;
      /** What is asked, in place of the key bar; empty: nothing. */
      readonly dialog: readonly Line[];
    };
