import type { Size } from '../terminal/full-screen.ts';
import { type Line, line, span } from '../text/line.ts';
import { textWidth } from '../text/cells.ts';
import { fitLine } from '../text/fit.ts';
import { wrapLines } from '../text/wrap.ts';
import { scrollBy } from './scroll.ts';

/** What is above and below the rows that scroll, in a form and in a menu. */
export interface Frame {
  readonly head: readonly Line[];
  readonly foot: readonly Line[];
  /** Rows that are left between them, at least one. */
  readonly room: number;
}

export interface FrameText {
  readonly title: string;
  readonly danger: boolean;
  /** The row of buttons; absent in a menu. */
  readonly buttons?: Line;
  /** What the keys do now, the most important first. */
  readonly keys: Line;
}

const tall = 12;
const low = 7;

/** Title, rule, buttons and keys as far as the height allows; of a low window the buttons stay longest. */
export function frame(text: FrameText, size: Size): Frame {
  const buttons = text.buttons === undefined ? [] : [text.buttons];
  const foot = size.rows >= low ? [rule(size.columns), ...buttons, text.keys] : buttons;
  const head = headOf(text, size);
  const kept = size.rows - foot.length - head.length >= 1 ? { head, foot } : { head: [], foot: [] };
  return { ...kept, room: Math.max(1, size.rows - kept.head.length - kept.foot.length) };
}

function headOf({ title, danger }: FrameText, { columns, rows }: Size): readonly Line[] {
  if (danger) return rows >= tall ? dangerBox(title, columns) : [dangerRow(title)];
  const titles = wrapLines(line(title, 'heading'), columns).slice(0, rows >= tall ? 2 : 1);
  return rows >= low ? [...titles, rule(columns)] : titles;
}

function dangerRow(title: string): Line {
  return [span('│ DANGER │', 'bad'), span(' '), span(title, 'heading')];
}

function dangerBox(title: string, columns: number): readonly Line[] {
  const inside = Math.max(1, Math.min(columns - 4, textWidth(title) + 'DANGER  '.length));
  const edge = '─'.repeat(inside + 2);
  const words = fitLine([span('DANGER', 'bad'), span('  '), span(title, 'heading')], inside);
  const filled = inside - words.reduce((sum, { text }) => sum + textWidth(text), 0);
  return [
    line(`┌${edge}┐`, 'bad'),
    [span('│ ', 'bad'), ...words, span(`${' '.repeat(Math.max(0, filled))} `), span('│', 'bad')],
    line(`└${edge}┘`, 'bad'),
  ];
}

function rule(columns: number): Line {
  return line('─'.repeat(Math.max(0, columns)), 'rule');
}

/** Head, the rows from `offset` on, and foot; the rule below says how many rows are out of sight. */
export function framed(
  { head, foot, room }: Frame,
  rows: readonly Line[],
  offset: number,
  size: Size,
): { readonly lines: readonly Line[]; readonly top: number; readonly offset: number } {
  const from = scrollBy(offset, 0, rows.length, room);
  const below = rows.length - from - room;
  const shown = rows.slice(from, from + room);
  const [first, ...rest] = foot;
  const told = first === undefined || foot.length < 2 ? foot : [moreRows(first, from, below), ...rest];
  const lines = [...head, ...shown, ...told].map((each) => fitLine(each, size.columns));
  return { lines: lines.slice(0, Math.max(0, size.rows)), top: head.length, offset: from };
}

function moreRows(edge: Line, above: number, below: number): Line {
  const more = [
    ...(above > 0 ? [`${above} more above: PageUp`] : []),
    ...(below > 0 ? [`${below} more below: PageDown`] : []),
  ];
  return more.length === 0 ? edge : [span('── ', 'rule'), span(more.join(' · '), 'key'), span(' ──', 'rule')];
}
