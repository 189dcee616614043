import { matchesOf } from '../text/highlight.ts';
import type { CourseRow, SessionAbout, SessionCourse } from './sessions-view.ts';

/** A session on the screen as what happened in it. */
export interface CourseState {
  readonly id: string;
  readonly about: SessionAbout;
  readonly course: SessionCourse;
  /** The entry in focus, counted from 0. */
  readonly focus: number;
  /** Rows above the first one in sight. */
  readonly offset: number;
  /** What is searched for; empty: nothing. */
  readonly query: string;
  /** What was said last, until the next key. */
  readonly message: string | undefined;
}

/** The session at its beginning. */
export function openCourse(id: string, about: SessionAbout, course: SessionCourse): CourseState {
  return { id, about, course, focus: 0, offset: 0, query: '', message: undefined };
}

export function focusedEntry({ course, focus }: CourseState): CourseRow | undefined {
  return course.entries[focus];
}

/** The entries in which the query stands, in their order. */
export function matchingEntries({ course, query }: Pick<CourseState, 'course' | 'query'>): readonly number[] {
  if (query === '') return [];
  return course.entries.flatMap((entry, at) => (matchesOf(searchable(entry), query).length > 0 ? [at] : []));
}

/** The entry that a search goes to: the first match from `from` on, or before it; over the end it begins again. */
export function nextMatch(found: readonly number[], from: number, direction: 1 | -1): number | undefined {
  return direction === 1
    ? (found.find((at) => at >= from) ?? found[0])
    : (found.findLast((at) => at <= from) ?? found.at(-1));
}

function searchable({ time, actor, step = '', text, details }: CourseRow): string {
  return [time.slice(11, 19), actor, step, text, ...details.map((each) => each.text)].join('\n');
}
