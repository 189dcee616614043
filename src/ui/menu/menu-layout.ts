import type { MenuItem } from '../form/form.ts';
import { type Arrangement, arrange } from '../form/arrange.ts';
import { type Frame, frame } from '../form/frame.ts';
import type { RowRange } from '../form/scroll.ts';
import type { Size } from '../terminal/full-screen.ts';
import { textWidth } from '../text/cells.ts';
import { type Line, span } from '../text/line.ts';
import { lineWidth } from '../text/measure.ts';
import { wrapLines } from '../text/wrap.ts';
import { focusedItem, type MenuState } from './menu-state.ts';

/** Where everything of a menu lies. */
export interface MenuLayout extends Frame {
  readonly arrangement: Arrangement;
}

/** Lays a menu out for a size. */
export function menuLayout(state: MenuState, size: Size): MenuLayout {
  const { menu, focus } = state;
  const body = menu.body.flatMap((each) => wrapLines(each, size.columns));
  const rows: Line[] = [];
  let focused: RowRange = { from: 0, to: 0 };
  const items: readonly Omit<MenuItem, 'id'>[] = [...menu.items, { label: menu.cancel }];
  const labels = labelColumns(items, size.columns);
  for (const [index, item] of items.entries()) {
    const each = itemRows(item, index === focus, { labels, columns: size.columns, keys: hasKeys(items) });
    if (index === focus) focused = { from: rows.length, to: rows.length + each.length };
    rows.push(...each);
  }
  const chosen = focusedItem(state)?.label ?? menu.cancel;
  const keys = [
    span('Enter', 'key'),
    span(` ${chosen}  `, 'dim'),
    span('Up/Down', 'key'),
    span(' move  ', 'dim'),
    span('Esc', 'key'),
    span(` ${menu.cancel}`, 'dim'),
  ];
  const outer = frame({ title: menu.title, danger: menu.danger, keys }, size);
  return { ...outer, arrangement: arrange({ body, block: rows, focused }, outer.room) };
}

function hasKeys(items: readonly Omit<MenuItem, 'id'>[]): boolean {
  return items.some(({ key }) => key !== undefined);
}

interface ItemLook {
  /** Columns of the labels; 0: a hint stands under its label. */
  readonly labels: number;
  readonly columns: number;
  readonly keys: boolean;
}

/** Hints stand beside the labels that have one, where all of them fit there or have most of the row. */
function labelColumns(items: readonly Omit<MenuItem, 'id'>[], columns: number): number {
  const hinted = items.filter((item) => lineWidth(hintOf(item)) > 0);
  const longest = Math.max(0, ...hinted.map(({ label }) => textWidth(label)));
  const widest = Math.max(0, ...hinted.map((item) => lineWidth(hintOf(item))));
  const indent = hasKeys(items) ? 4 : 2;
  return longest <= columns / 3 || indent + longest + 2 + widest <= columns ? longest : 0;
}

/** What is said of an item beside its label. */
function hintOf({ tag, hint }: Omit<MenuItem, 'id'>): Line {
  return [...(tag === undefined ? [] : [tag, span(' ')]), ...(hint === undefined ? [] : [span(hint, 'dim')])];
}

function itemRows(item: Omit<MenuItem, 'id'>, on: boolean, look: ItemLook): readonly Line[] {
  const key = look.keys ? [span((item.key ?? '').padEnd(2), 'key')] : [];
  const indent = 2 + (look.keys ? 2 : 0);
  const label: Line = [span(on ? '▸ ' : '  ', 'accent'), ...key, span(item.label, on ? 'selected' : 'plain')];
  const hint = hintOf(item);
  if (hint.length === 0) return wrapLines(label, look.columns, indent);
  if (look.labels > 0) {
    const gap = span(' '.repeat(look.labels - textWidth(item.label) + 2));
    return wrapLines([...label, gap, ...hint], look.columns, indent + look.labels + 2);
  }
  // Further in than a label: without colours it would look like another item.
  const under = wrapLines(hint, Math.max(1, look.columns - indent - 2)).map((each) => [
    span(' '.repeat(indent + 2)),
    ...each,
  ]);
  return [...wrapLines(label, look.columns, indent), ...under];
}
