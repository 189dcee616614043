import { scrollBy } from '../form/scroll.ts';
import { type KeyBarEntry, keyBar } from '../keymap/key-bar.ts';
import type { Keymap } from '../keymap/keymap.ts';
import type { Size } from '../terminal/full-screen.ts';
import { fitLine, joinLine } from '../text/fit.ts';
import { type Line, line, span } from '../text/line.ts';
import { wrapText } from '../text/wrap.ts';
import { focusedItem, type LibraryItem, type LibraryState, visibleItems } from './library-state.ts';
import { countOf, emptyRows, type ListRows, listRows, problemRows } from './list-rows.ts';

/** What the library draws into, and the keys that it names. */
export interface LibraryPlace {
  readonly size: Size;
  readonly keymap: Keymap;
}

/** Where the preview of the item in focus is. */
export type Preview =
  | { readonly at: 'right'; readonly columns: number }
  | { readonly at: 'below'; readonly rows: number }
  | { readonly at: 'nowhere' };

export interface LibraryLayout {
  readonly head: readonly Line[];
  readonly foot: readonly Line[];
  readonly list: ListRows;
  readonly listColumns: number;
  /** Rows that the list has. */
  readonly room: number;
  readonly preview: Preview;
}

const wide = 100;
const tall = 20;
const low = 8;
const divider = 3;

/** Lays the library out: beside each other, above each other, or the list alone. */
export function libraryLayout(state: LibraryState, place: LibraryPlace): LibraryLayout {
  const { columns, rows } = place.size;
  const head = rows < low ? [] : headRows(state, columns);
  const foot = footRows(state, place, rows < low);
  const body = Math.max(1, rows - head.length - foot.length);
  const empty = visibleItems(state).items.length === 0;
  const preview = empty ? { at: 'nowhere' as const } : previewPlace(columns, rows, body);
  const listColumns = preview.at === 'right' ? columns - preview.columns - divider : columns;
  const items = listRows(state, { columns: listColumns, unfolded: preview.at === 'nowhere' });
  const rest = problemRows(state.view, listColumns);
  const own = empty ? emptyRows(state, listColumns) : items.rows;
  return {
    head,
    foot,
    list: { ...items, rows: [...own, ...(rest.length === 0 ? [] : [[], ...rest])] },
    listColumns,
    room: preview.at === 'below' ? body - preview.rows - 1 : body,
    preview,
  };
}

function previewPlace(columns: number, rows: number, body: number): Preview {
  if (columns >= wide) return { at: 'right', columns: Math.floor(columns * 0.45) };
  return rows >= tall ? { at: 'below', rows: Math.floor(body * 0.45) } : { at: 'nowhere' };
}

function headRows({ view, filter, typing }: LibraryState, columns: number): readonly Line[] {
  const counts = [
    ...(view.sessions.length === 0 ? [] : [`${view.sessions.length} unfinished`]),
    countOf(view.runbooks.length, 'runbook'),
    ...(view.reading ? ['reading the sessions …'] : []),
  ].join(' · ');
  const title = joinLine([span('teei-runbook', 'heading')], [span(counts, 'dim')], columns);
  const filtered = typing || filter.text !== '';
  return [title, filtered ? [] : line('─'.repeat(columns), 'rule')];
}

function footRows(state: LibraryState, { size, keymap }: LibraryPlace, small: boolean): readonly Line[] {
  const bar = keyBar(barEntries(state), keymap, size.columns, 1);
  const said = state.message === undefined ? [] : wrapText(state.message, size.columns, 'warning');
  if (small) return said.length === 0 ? bar : said.slice(0, 1);
  return [line('─'.repeat(size.columns), 'rule'), ...said.slice(0, 4), ...bar];
}

function barEntries(state: LibraryState): readonly KeyBarEntry[] {
  const item = focusedItem(state);
  const open: readonly KeyBarEntry[] =
    item === undefined ? [] : [{ action: 'open', title: enterDoes(item), emphasis: true }];
  if (state.typing || state.filter.text !== '') return [...open, { action: 'close', title: 'show all' }];
  return [
    ...open,
    ...(item === undefined ? [] : moving),
    { action: 'palette' },
    { action: 'help' },
    { action: 'quit' },
  ];
}

const moving: readonly KeyBarEntry[] = [
  { action: 'line-down' },
  { action: 'line-up' },
  { action: 'search', title: 'filter' },
];

function enterDoes(item: LibraryItem): string {
  if (item.kind === 'session') return 'go on with it';
  return item.runbook.content?.valid === false ? 'why not' : 'start it';
}

/** The rows of the list that are in sight, and from which one on. */
export function listWindow(
  { list, room }: LibraryLayout,
  offset: number,
): { readonly rows: readonly Line[]; readonly from: number } {
  const from = scrollBy(offset, 0, list.rows.length, room);
  return { rows: list.rows.slice(from, from + room), from };
}

/** Cut to the width that it has. */
export function fitted(rows: readonly Line[], columns: number): readonly Line[] {
  return rows.map((each) => fitLine(each, columns));
}
