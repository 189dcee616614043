import { type RowRange, scrollBy } from '../form/scroll.ts';
import { highlight } from '../text/highlight.ts';
import { indentLine } from '../text/fit.ts';
import { type Line, span, type Tone } from '../text/line.ts';
import { safeLine } from '../text/safe.ts';
import { durationText } from '../text/table/duration.ts';
import { wrapLines, wrapText } from '../text/wrap.ts';
import type { CourseState } from './course-state.ts';
import type { CourseRow, SessionCourse } from './sessions-view.ts';

/** A gap from which on it is worth a look, in milliseconds. */
const long = 60_000;
/** Columns of the mark, of the time and of the gap before it. */
const markColumns = 2;
const timeColumns = 10;
const idleColumns = 9;
const left = markColumns + timeColumns + idleColumns;

/** The rows of all entries, the one in focus with its details, and which are whose. */
export interface CourseRows {
  readonly rows: readonly Line[];
  /** By the entry. */
  readonly ranges: readonly RowRange[];
}

/** Lays a course out. Each row fits the columns, as far as there are more than a few. */
export function courseRows({ course, focus, query }: CourseState, columns: number): CourseRows {
  const rows: Line[] = [];
  const ranges: RowRange[] = [];
  const plain = plainBlocks(course, columns);
  for (const [at, entry] of course.entries.entries()) {
    const own = at === focus ? focusedBlock(entry, dayOf(course, at), columns) : (plain[at] ?? []);
    ranges.push({ from: rows.length, to: rows.length + own.length });
    rows.push(...(query === '' ? own : own.map((row) => highlight(row, query))));
  }
  return { rows, ranges };
}

/** What has not the focus looks the same at every key: a long session is laid out once for a window. */
const kept = new WeakMap<
  SessionCourse,
  { readonly columns: number; readonly blocks: readonly (readonly Line[])[] }
>();

function plainBlocks(course: SessionCourse, columns: number): readonly (readonly Line[])[] {
  const before = kept.get(course);
  if (before?.columns === columns) return before.blocks;
  const blocks = course.entries.map((entry, at) => block(entry, dayOf(course, at), columns, false));
  kept.set(course, { columns, blocks });
  return blocks;
}

/** The day of an entry where it is another one than that of the entry before. */
function dayOf({ entries }: SessionCourse, at: number): string | undefined {
  const day = entries[at]?.time.slice(0, 10);
  return day === entries[at - 1]?.time.slice(0, 10) ? undefined : day;
}

function block(entry: CourseRow, day: string | undefined, columns: number, on: boolean): readonly Line[] {
  const { time, idle, away, step, text, tone } = entry;
  const gap = idle < 1000 ? '' : `+${durationText(idle)}`;
  const head: Line = [
    span(on ? '▸ ' : '  ', 'accent'),
    ...safeLine(time.slice(11, 19).padEnd(timeColumns), 'dim'),
    span(gap.padEnd(idleColumns), idle >= long || away ? 'warning' : 'dim'),
  ];
  const told: Line = [
    ...(step === undefined ? [] : [...safeLine(step, on ? 'selected' : 'strong'), span('  ')]),
    ...safeLine(`${marks[tone]}${text}`, toneOf(entry, on)),
  ];
  const heading = day === undefined ? [] : [safeLine(day, 'heading')];
  return [...heading, ...wrapLines([...head, ...told], columns, left)];
}

/** Never is it told by colour alone. */
const marks = { good: '✓ ', bad: '✗ ', warning: '! ', plain: '' } as const;

function toneOf({ tone, step }: CourseRow, on: boolean): Tone {
  return on && step === undefined && tone === 'plain' ? 'selected' : tone;
}

const labels = 10;

function focusedBlock(entry: CourseRow, day: string | undefined, columns: number): readonly Line[] {
  const details = [{ label: 'by', text: entry.actor }, ...entry.details];
  const indent = Math.min(left, Math.floor(columns / 4));
  return [
    ...block(entry, day, columns, true),
    ...details.flatMap(({ label, text }) => {
      const wrapped = wrapText(text, columns - indent - labels);
      return wrapped.map((row, at) =>
        indentLine([span((at === 0 ? label : '').padEnd(labels), 'dim'), ...row], indent),
      );
    }),
  ];
}

/** An offset moved as little as needed to show the range; of one that is too long, some part of it. */
export function scrollTo(offset: number, { from, to }: RowRange, rows: number, room: number): number {
  const fits = to - from <= room;
  const shown = fits
    ? Math.min(Math.max(offset, to - room), from)
    : Math.min(Math.max(offset, from), to - room);
  return scrollBy(shown, 0, rows, room);
}
