import { visibleText } from '../../../problem/visible-text.ts';
import { padTo, wrap } from '../../text/layout.ts';
import type { TextStyle } from '../../text/style.ts';
import { formatDuration } from '../../../runbook/values/duration.ts';
import { markOf, paintTone } from '../tone-text.ts';
import type { CourseEntry } from './course.ts';

const timeColumns = 10;
const idleColumns = 10;

/** A gap from which on it is worth a look, in milliseconds. */
const long = 60_000;

/** How entries of a course are laid out: `day` is the one that was written last. */
export interface CourseText {
  readonly lines: (entry: CourseEntry) => readonly string[];
}

/** Writes a course line by line, a new day with its date. `ids`: of all steps that may come, for the column's width. */
export function courseText(ids: readonly string[], style: TextStyle): CourseText {
  const stepColumns = Math.min(24, Math.max(6, ...ids.map((id) => id.length + 2)));
  let day = '';
  return {
    lines(entry) {
      const own = entry.time.slice(0, 10);
      const newDay = own !== day;
      const head = newDay ? [...(day === '' ? [] : ['']), style.paint('bold', visibleText(own))] : [];
      day = own;
      return [...head, ...entryLines(entry, stepColumns, style)];
    },
  };
}

function entryLines(entry: CourseEntry, stepColumns: number, style: TextStyle): readonly string[] {
  const left = timeColumns + idleColumns + stepColumns;
  const step = visibleText(entry.step ?? '');
  const room = step.length + 2 > stepColumns ? left - stepColumns : left;
  const text = wrap(`${markOf[entry.tone]}${entry.text}`, style.width - left).map((line) =>
    paintTone(entry.tone, line, style),
  );
  const time = style.paint('dim', visibleText(entry.time.slice(11, 19)));
  const head = `${padTo(time, timeColumns)}${padTo(idleText(entry, style), idleColumns)}`;
  const indent = ' '.repeat(left);
  if (room !== left) return [`${head}${step}`, ...text.map((line) => indent + line)];
  const [first = '', ...rest] = text;
  return [`${head}${padTo(step, stepColumns)}${first}`, ...rest.map((line) => indent + line)];
}

/** Told only where there is something to tell: a second or more. */
function idleText({ idle, away }: CourseEntry, style: TextStyle): string {
  if (idle < 1000) return '';
  const text = `+${gapText(idle)}`;
  return idle >= long || away ? style.paint('yellow', text) : text;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A gap as long as it matters: `12s`, `3m5s`, `8h2m`, `2d4h`. */
export function gapText(milliseconds: number): string {
  const unit = milliseconds < hour ? second : milliseconds < 24 * hour ? minute : hour;
  return formatDuration(Math.floor(milliseconds / unit) * unit);
}
