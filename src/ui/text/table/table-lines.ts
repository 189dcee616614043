import type { ProgressRow } from '../../../steps/context.ts';
import { textWidth } from '../cells.ts';
import { fitLine, padLine } from '../fit.ts';
import type { Line, Span, Tone } from '../line.ts';
import { safeLine } from '../safe.ts';

/** A live table: the titles of the cells (not of name and state), and a row for each thing that is watched. */
export interface LiveTable {
  readonly columns?: readonly string[];
  readonly rows?: readonly ProgressRow[];
}

type State = ProgressRow['state'];

const marks = {
  bad: { mark: '✗', word: 'bad', tone: 'bad' },
  working: { mark: '▸', word: 'working', tone: 'accent' },
  waiting: { mark: '·', word: 'waiting', tone: 'dim' },
  good: { mark: '✓', word: 'good', tone: 'good' },
} as const satisfies Record<State, { mark: string; word: string; tone: Tone }>;

const order = ['bad', 'working', 'waiting', 'good'] as const satisfies readonly State[];

const gap = 2;
const widestName = 40;
const widestCell = 48;
/** Columns that a cell is worth showing in, where its text is longer. */
const fewestColumns = 12;

/**
 * A live table as rows of at most `width` columns, at most `maxRows` of them with its head. Cells that there
 * is no room for are left out, from the right, and the last one is cut; name and state stay. Of more rows than
 * there is room for, the bad ones come first, then those that are at work, and the last row says what is not shown.
 */
export function tableLines(table: LiveTable, width: number, maxRows: number): readonly Line[] {
  const rows = table.rows ?? [];
  if (rows.length === 0 || width <= 0 || maxRows <= 0) return [];
  const layout = layoutOf(rows, table.columns ?? [], width);
  const head = layout.cells.length > 0 && maxRows > 2 ? [headLine(table.columns ?? [], layout)] : [];
  const room = maxRows - head.length;
  const { shown, hidden } = chosen(rows, room);
  const lines = [...head, ...shown.map((row) => rowLine(row, layout))];
  return [...lines, ...(hidden.length === 0 ? [] : [moreLine(hidden)])].map((each) => fitLine(each, width));
}

interface Layout {
  readonly name: number;
  readonly state: number;
  readonly cells: readonly number[];
}

function layoutOf(rows: readonly ProgressRow[], titles: readonly string[], width: number): Layout {
  const state = Math.max(...rows.map((row) => marks[row.state].word.length)) + 2;
  const widest = Math.max(...rows.map((row) => columnsOf(row.name)));
  const name = Math.max(1, Math.min(widest, widestName, width - state - gap));
  const count = Math.max(titles.length, ...rows.map((row) => row.cells.length));
  const cells: number[] = [];
  let left = width - name - gap - state;
  for (let at = 0; at < count; at += 1) {
    const texts = [titles[at] ?? '', ...rows.map((row) => row.cells[at] ?? '')];
    const own = Math.min(widestCell, Math.max(...texts.map(columnsOf)));
    // A cell that is cut still tells more than none, as long as a few words of it stand.
    const room = left - gap;
    if (room < Math.min(own, fewestColumns)) break;
    cells.push(Math.min(own, room));
    left -= own + gap;
  }
  return { name, state, cells };
}

function columnsOf(text: string): number {
  return textWidth(safeLine(text)[0]?.text ?? '');
}

function headLine(titles: readonly string[], layout: Layout): Line {
  return rowOf([cell('', 'dim', layout.name), cell('', 'dim', layout.state)], titles, 'dim', layout);
}

function rowLine(row: ProgressRow, layout: Layout): Line {
  const { mark, word, tone } = marks[row.state];
  const name = cell(row.name, row.state === 'bad' ? 'strong' : 'plain', layout.name);
  return rowOf([name, cell(`${mark} ${word}`, tone, layout.state)], row.cells, 'plain', layout);
}

function rowOf(fixed: readonly Line[], texts: readonly string[], tone: Tone, layout: Layout): Line {
  const rest = layout.cells.map((width, at) => cell(texts[at] ?? '', tone, width));
  const space: Span = { text: ' '.repeat(gap), tone: 'plain' };
  return [...fixed, ...rest].flatMap((each, at) => (at === 0 ? each : [space, ...each]));
}

function cell(text: string, tone: Tone, width: number): Line {
  return padLine(safeLine(text, tone), width);
}

function chosen(
  rows: readonly ProgressRow[],
  room: number,
): { readonly shown: readonly ProgressRow[]; readonly hidden: readonly ProgressRow[] } {
  if (rows.length <= room) return { shown: rows, hidden: [] };
  const ranked = order.flatMap((state) => rows.filter((row) => row.state === state));
  const kept = Math.max(0, room - 1);
  return { shown: ranked.slice(0, kept), hidden: ranked.slice(kept) };
}

/** `… 5 more, all good`, or how many of each. */
function moreLine(hidden: readonly ProgressRow[]): Line {
  const counts = order
    .map((state) => ({ state, count: hidden.filter((row) => row.state === state).length }))
    .filter(({ count }) => count > 0);
  const [only] = counts;
  const what =
    counts.length === 1 && only !== undefined
      ? `all ${marks[only.state].word}`
      : counts.map(({ state, count }) => `${String(count)} ${marks[state].word}`).join(', ');
  const tone = counts.some(({ state }) => state === 'bad') ? 'bad' : 'dim';
  return [{ text: `… ${String(hidden.length)} more, ${what}`, tone }];
}
