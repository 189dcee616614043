import { fieldView } from '../form/field-view.ts';
import type { DrawnDialog } from '../form/form-lines.ts';
import { padLine } from '../text/fit.ts';
import { type Line, line, span } from '../text/line.ts';
import {
  fitted,
  type LibraryLayout,
  libraryLayout,
  type LibraryPlace,
  listWindow,
} from './library-layout.ts';
import { focusedItem, type LibraryState, visibleItems } from './library-state.ts';
import { previewRows } from './preview.ts';

/** Draws the library: as many rows as the window has, none wider than it. */
export function libraryLines(state: LibraryState, place: LibraryPlace): DrawnDialog {
  const { columns, rows } = place.size;
  const layout = libraryLayout(state, place);
  const filter = filterRow(state, columns);
  const head = layout.head.map((each, index) => (index === 1 && filter !== undefined ? filter.line : each));
  const body = bodyRows(state, layout);
  const [rule, ...keys] = layout.foot;
  const foot =
    rule === undefined || layout.preview.at === 'below'
      ? layout.foot
      : [ruleBelow(state, layout, rule), ...keys];
  const lines = fitted([...head, ...body, ...foot], columns).slice(0, Math.max(0, rows));
  const cursor = filter?.cursor;
  return cursor === undefined || layout.head.length < 2
    ? { lines }
    : { lines, cursor: { row: 1, column: cursor } };
}

function filterRow(
  state: LibraryState,
  columns: number,
): { readonly line: Line; readonly cursor: number | undefined } | undefined {
  if (!state.typing && state.filter.text === '') return undefined;
  const { items, of } = visibleItems(state);
  const count = `  ${items.length} of ${of}`;
  const room = columns - 2 - count.length;
  const { line: drawn, cursor } = fieldView(state.filter, {
    columns: room,
    focused: state.typing,
    secret: false,
  });
  return {
    line: [span('/ ', 'key'), ...drawn, span(count, 'dim')],
    cursor: cursor === undefined ? undefined : cursor + 2,
  };
}

function bodyRows(state: LibraryState, layout: LibraryLayout): readonly Line[] {
  const { preview, listColumns, room } = layout;
  const { rows } = listWindow(layout, state.offset);
  const list = [...rows, ...Array.from({ length: room - rows.length }, (): Line => [])];
  const item = focusedItem(state);
  const { now } = state.view;
  switch (preview.at) {
    case 'nowhere':
      return list;
    case 'below': {
      const about = item === undefined ? [] : cut(previewRows(item, listColumns, now), preview.rows);
      const filled = Array.from({ length: preview.rows }, (_, index): Line => about[index] ?? []);
      return [...list, ruleBelow(state, layout, line('─'.repeat(listColumns), 'rule')), ...filled];
    }
    case 'right': {
      const about = item === undefined ? [] : cut(previewRows(item, preview.columns, now), room);
      return list.map((row, index) => [
        ...padLine(row, listColumns),
        span(' │ ', 'rule'),
        ...(about[index] ?? []),
      ]);
    }
  }
}

/** The rule below the list, which says how many rows of it are out of sight. */
function ruleBelow(state: LibraryState, layout: LibraryLayout, rule: Line): Line {
  const { rows, from } = listWindow(layout, state.offset);
  const below = layout.list.rows.length - from - rows.length;
  const more = [...(from > 0 ? [`${from} more above`] : []), ...(below > 0 ? [`${below} more below`] : [])];
  if (more.length === 0 || layout.foot.length < 2) return rule;
  return [span('── ', 'rule'), span(more.join(' · '), 'dim'), span(' ──', 'rule')];
}

/** Says that there is more than the window has room for. */
function cut(rows: readonly Line[], room: number): readonly Line[] {
  return rows.length <= room ? rows : [...rows.slice(0, Math.max(0, room - 1)), line('…', 'dim')];
}
