import type { Size } from '../../terminal/full-screen.ts';
import type { NotebookState } from './notebook-state.ts';

/** The smallest window that the notebook is drawn in. */
export const smallest = { columns: 60, rows: 15 } as const;

/** Rows from which on there is room for two rows of header, and for an outline above the page. */
const tall = 20;

/** Where everything is. All of it is the same from frame to frame, so that nothing jumps. */
export interface Layout {
  readonly header: number;
  readonly outline:
    | { readonly place: 'left'; readonly columns: number }
    | { readonly place: 'above'; readonly rows: number }
    | undefined;
  readonly page: Size;
  /** Rows of the key bar; none where a dialog covers it. */
  readonly bar: number;
}

/**
 * The layout for a window; undefined: it is too small. `covered`: rows at its foot that a dialog takes, in
 * place of the key bar.
 */
export function layoutFor(
  { columns, rows }: Size,
  outline: NotebookState['outline'],
  covered: number,
): Layout | undefined {
  if (columns < smallest.columns || rows < smallest.rows) return undefined;
  const header = rows < tall ? 1 : 2;
  const place = outlinePlace({ columns, rows }, outline);
  const above = place?.place === 'above' ? place.rows : 0;
  const bar = covered > 0 ? 0 : 1;
  // One row between page and key bar holds what was said last, or what Enter does.
  const left = rows - header - above - 1 - bar - covered;
  return {
    header,
    outline: place,
    page: { columns: columns - (place?.place === 'left' ? place.columns : 0), rows: Math.max(1, left) },
    bar,
  };
}

function outlinePlace({ columns, rows }: Size, wanted: NotebookState['outline']): Layout['outline'] {
  if (wanted === 'hidden') return undefined;
  if (columns >= 100) return { place: 'left', columns: Math.min(40, Math.max(28, Math.floor(columns / 4))) };
  if (wanted === 'shown') return { place: 'above', rows: rows < tall ? 1 : 2 };
  return columns >= 70 && rows >= tall ? { place: 'above', rows: rows < 30 ? 1 : 2 } : undefined;
}
