import type { Line } from '../../text/line.ts';

/** What a row of a cell belongs to; a search goes to these. */
export type CellPart = 'prose' | 'head' | 'command' | 'preview' | 'output' | 'result' | 'action' | 'space';

/** A cell as rows of the page, without the gutter. */
export interface CellLines {
  readonly rows: readonly Line[];
  /** The part of each row. */
  readonly parts: readonly CellPart[];
  /** Row of the head, from 0. */
  readonly head: number;
  /** Row of what Enter does; undefined: the cell has none. */
  readonly action: number | undefined;
}
