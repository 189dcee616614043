import { column } from '../../form/arrange.ts';
import { fieldView } from '../../form/field-view.ts';
import type { DrawnDialog } from '../../form/form-lines.ts';
import { type Frame, frame, framed } from '../../form/frame.ts';
import { scrollInto } from '../../form/scroll.ts';
import type { Size } from '../../terminal/full-screen.ts';
import { textWidth } from '../../text/cells.ts';
import { fitLine, joinLine, padLine } from '../../text/fit.ts';
import { highlight } from '../../text/highlight.ts';
import { type Line, line, span } from '../../text/line.ts';
import { lineWidth } from '../../text/measure.ts';
import type { PickerMatch } from './picker-matches.ts';
import type { PickerState } from './picker-state.ts';

/** Draws a picker: title, what was typed, the items, and what the keys do. */
export function pickerLines<Id extends string>(state: PickerState<Id>, size: Size): DrawnDialog {
  const { matches, selected } = state;
  const { layout, cursor } = layoutOf(state, size);
  const titles = titleColumns(state, size.columns);
  const range = { from: selected, to: selected + 1 };
  // The window may have become lower since the last key.
  const offset = scrollInto(state.offset, range, matches.length, layout.room);
  // A list may be long, and only what is seen is worth being laid out.
  const rows: readonly Line[] = matches.map((match, at) =>
    at < offset || at >= offset + layout.room
      ? []
      : row(match, { on: at === selected, titles, columns: size.columns }),
  );
  const shown = rows.length === 0 ? [line('  Nothing fits what you typed.', 'dim')] : rows;
  const { lines } = framed(layout, column(shown), offset, size);
  const field = layout.head.length - 1;
  return cursor === undefined || field >= lines.length
    ? { lines }
    : { lines, cursor: { row: field, column: cursor } };
}

/** Items that are seen at once. */
export function pickerRoom(size: Size): number {
  return withField(frame({ title: '', danger: false, keys: [] }, size), []).room;
}

function layoutOf<Id extends string>(
  state: PickerState<Id>,
  size: Size,
): { readonly layout: Frame; readonly cursor: number | undefined } {
  const { title, items, matches, field } = state;
  const count = matches.length === items.length ? '' : `: ${matches.length} of ${items.length}`;
  const heading = fitLine(line(title + count), size.columns);
  const whole = frame(
    { title: heading.map(({ text }) => text).join(''), danger: false, keys: keysRow(state) },
    size,
  );
  const view = fieldView(field, { columns: size.columns - 2, focused: true, secret: false });
  return {
    layout: withField(whole, [span('> ', 'accent'), ...view.line]),
    cursor: view.cursor === undefined ? undefined : view.cursor + 2,
  };
}

function withField({ head, foot, room }: Frame, field: Line): Frame {
  return { head: [...head, field], foot, room: Math.max(1, room - 1) };
}

function keysRow<Id extends string>({ matches, selected, submit }: PickerState<Id>): Line {
  const item = matches[selected]?.item;
  const move = [span('Up/Down', 'key'), span(' move  ', 'dim'), span('Esc', 'key'), span(' back', 'dim')];
  if (item === undefined) return [span('Esc', 'key'), span(' back', 'dim')];
  if (item.unavailable !== undefined) return [...move, span(`  Not now: ${item.unavailable}`, 'warning')];
  return [span('Enter', 'key'), span(` ${submit}  `, 'dim'), ...move];
}

/** Hints stand in a column of their own; a title that is longer than a third of the row goes into it. */
function titleColumns<Id extends string>({ items }: PickerState<Id>, columns: number): number {
  const described = items.filter(({ hint, unavailable }) => (hint ?? unavailable) !== undefined);
  const longest = described.reduce((most, { title }) => Math.max(most, textWidth(title)), 0);
  return Math.min(longest, Math.floor(columns / 3));
}

interface RowLook {
  readonly on: boolean;
  readonly titles: number;
  readonly columns: number;
}

function row<Id extends string>({ item, ranges }: PickerMatch<Id>, look: RowLook): Line {
  const tone = look.on ? 'selected' : item.unavailable === undefined ? 'plain' : 'dim';
  const title = highlight(line(item.title, tone), ranges);
  const about = item.unavailable === undefined ? item.hint : `not now: ${item.unavailable}`;
  const mark = span(look.on ? '▸ ' : '  ', 'accent');
  const left: Line =
    about === undefined
      ? [mark, ...title]
      : [mark, ...padLine(title, Math.max(look.titles, lineWidth(title))), span('  '), span(about, 'dim')];
  const { detail = '' } = item;
  if (detail === '') return fitLine(left, look.columns);
  return joinLine(left, [span(detail, item.unavailable === undefined ? 'key' : 'dim')], look.columns);
}
