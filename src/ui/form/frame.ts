import type { Size } from '../terminal/full-screen.ts';
import { type Line, line, span } from '../text/line.ts';
import { textWidth } from '../text/cells.ts';
import { fitLine } from '../text/fit.ts';
import { wrapLines } from '../text/wrap.ts';
import { type Arrangement, inSight } from './arrange.ts';

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

/** Everything of a dialog as rows, and where its block is among them. */
export interface Framed {
  readonly lines: readonly Line[];
  /** The row in which a row of the block stands; undefined: it is out of sight. */
  readonly rowOf: (row: number) => number | undefined;
}

/**
 * Head, what is in sight from about `offset` on, and foot. The rule below what scrolls says how many rows are out
 * of sight, and the key that brings them. What has the focus is in sight, also in a window that was just resized.
 */
export function framed(around: Frame, arrangement: Arrangement, offset: number, size: Size): Framed {
  const from = inSight(arrangement, around.room, offset);
  return arrangement.in === 'one-column'
    ? inOneColumn(around, arrangement, from, size)
    : inTwoParts(around, arrangement, from, size);
}

function inOneColumn(
  { head, foot, room }: Frame,
  { rows, first, focused }: Extract<Arrangement, { in: 'one-column' }>,
  from: number,
  size: Size,
): Framed {
  const shown = rows.slice(from, from + room);
  const [up, down] = focused === undefined ? ['PageUp', 'PageDown'] : ['Up', 'Down'];
  const beyond = outOfSight(from, rows.length - from - room, up, down);
  const lines = fitted([...head, ...shown, ...withRule(foot, beyond)], size);
  return {
    lines,
    rowOf(row) {
      const at = first + row - from;
      return at >= 0 && at < room && head.length + at < lines.length ? head.length + at : undefined;
    },
  };
}

function inTwoParts(
  { head, foot }: Frame,
  arrangement: Extract<Arrangement, { in: 'two-parts' }>,
  from: number,
  size: Size,
): Framed {
  const { body, bodyRoom, block, blockRoom, blockOffset } = arrangement;
  const more = outOfSight(from, body.length - from - bodyRoom, 'PageUp', 'PageDown');
  const beyond = outOfSight(blockOffset, block.length - blockOffset - blockRoom, 'Up', 'Down');
  const top = head.length + bodyRoom + 1;
  const rows = [
    ...head,
    ...body.slice(from, from + bodyRoom),
    more ?? rule(size.columns),
    ...block.slice(blockOffset, blockOffset + blockRoom),
    ...withRule(foot, beyond),
  ];
  const lines = fitted(rows, size);
  return {
    lines,
    rowOf(row) {
      const at = row - blockOffset;
      return at >= 0 && at < blockRoom && top + at < lines.length ? top + at : undefined;
    },
  };
}

function fitted(lines: readonly Line[], { columns, rows }: Size): readonly Line[] {
  return lines.map((each) => fitLine(each, columns)).slice(0, Math.max(0, rows));
}

/** The foot, its rule saying what is out of sight, where it has a rule. */
function withRule(foot: readonly Line[], said: Line | undefined): readonly Line[] {
  return said === undefined || foot.length < 2 ? foot : [said, ...foot.slice(1)];
}

function outOfSight(above: number, below: number, up: string, down: string): Line | undefined {
  const more = [
    ...(above > 0 ? [`${above} more above: ${up}`] : []),
    ...(below > 0 ? [`${below} more below: ${down}`] : []),
  ];
  return more.length === 0
    ? undefined
    : [span('── ', 'rule'), span(more.join(' · '), 'key'), span(' ──', 'rule')];
}
