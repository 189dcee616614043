import type { Size } from '../../terminal/full-screen.ts';
import type { Room } from '../lines/viewport.ts';
import type { OutputState } from './output-state.ts';

/** How the screen is divided. */
export interface Frame {
  readonly header: number;
  readonly room: Room;
  /** Columns of the marks before each row, and of what was found last; 0 while there are none. */
  readonly gutter: number;
  /** Columns of the time before each row, its space included. */
  readonly time: number;
}

/** `troubled`: a row is needed for what is wrong with the file. `timeWidth`: columns of a written time. */
export function frameOf(
  state: OutputState,
  { columns, rows }: Size,
  { troubled, timeWidth }: { readonly troubled: boolean; readonly timeWidth: number },
): Frame {
  const header = state.borderless ? 0 : headerRows(rows) + (troubled ? 1 : 0);
  const foot = footRows(state);
  const gutter = hasGutter(state) ? gutterColumns : 0;
  const time = state.borderless || !state.timestamps ? 0 : timeWidth + 1;
  return {
    header,
    gutter,
    time,
    room: {
      columns: Math.max(2, columns - gutter - time),
      rows: Math.max(1, rows - header - foot),
      wrap: state.wrap,
    },
  };
}

/** What is said or asked has a row of its own above the keys, which stay in sight: they hold the way out. */
function footRows({ field, scan, message, borderless }: OutputState): number {
  const asks = field !== undefined || scan !== undefined;
  return (asks || message !== undefined ? 1 : 0) + (asks || !borderless ? 1 : 0);
}

function headerRows(rows: number): number {
  if (rows >= 20) return 3;
  return rows >= 10 ? 2 : 1;
}

/** Columns before each row in which marks stand, and what was found last. */
const gutterColumns = 2;

function hasGutter({ borderless, marks, found }: OutputState): boolean {
  return !borderless && (marks.length > 0 || found !== undefined);
}

/** The room that lines have once something was found, which is pointed at before its row. */
export function roomOnceFound(state: OutputState, room: Room): Room {
  if (state.borderless || hasGutter(state)) return room;
  return { ...room, columns: Math.max(2, room.columns - gutterColumns) };
}
