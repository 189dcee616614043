import type { DrawnDialog } from '../form/form-lines.ts';
import { type KeyBarEntry, keyBar } from '../keymap/key-bar.ts';
import { outcomes } from '../library/list-rows.ts';
import { fitLine, joinLine } from '../text/fit.ts';
import { type Line, line, span } from '../text/line.ts';
import { safeLine } from '../text/safe.ts';
import { durationText } from '../text/table/duration.ts';
import { wrapText } from '../text/wrap.ts';
import { courseRows, scrollTo } from './course-rows.ts';
import { type CourseState, focusedEntry, matchingEntries } from './course-state.ts';
import { type SessionsPlace, tagOf } from './list-lines.ts';
import type { SessionAbout } from './sessions-view.ts';

const low = 8;

/** Draws what happened in a session: as many rows as the window has, none wider than it. */
export function courseLines(state: CourseState, place: SessionsPlace): DrawnDialog {
  const { columns, rows } = place.size;
  const room = courseRoom(state, place);
  const laid = courseRows(state, columns);
  const range = laid.ranges[state.focus] ?? { from: 0, to: 0 };
  const from = scrollTo(state.offset, range, laid.rows.length, room);
  const shown = laid.rows.slice(from, from + room);
  const below = Math.max(0, laid.rows.length - from - room);
  const lines = [
    ...headRows(state, place),
    ...shown,
    ...Array.from({ length: room - shown.length }, (): Line => []),
    ...footRows(state, place, below),
  ];
  return { lines: lines.map((each) => fitLine(each, columns)).slice(0, Math.max(0, rows)) };
}

/** Rows that the entries have. */
export function courseRoom(state: CourseState, place: SessionsPlace): number {
  const used = headRows(state, place).length + footRows(state, place, 0).length;
  return Math.max(1, place.size.rows - used);
}

/** Where a session is and how it ended. */
function aboutLine(about: SessionAbout): Line {
  return [
    ...tagOf(about),
    ...safeLine(about.runbook, 'heading'),
    ...safeLine(` in ${about.environment}`),
    ...(about.cluster === undefined ? [] : safeLine(` on ${about.cluster}`, 'dim')),
  ];
}

function headRows({ id, about }: CourseState, { size: { columns, rows } }: SessionsPlace): readonly Line[] {
  if (rows < low) return [];
  const { mark, words, tone } = outcomes[about.outcome];
  const ended = [span(`${mark} ${words}`, tone), span(` ${durationText(about.milliseconds)}`, 'dim')];
  const who = safeLine(`by ${about.by.join(', ')}`, 'dim');
  return [
    joinLine(aboutLine(about), ended, columns),
    joinLine(safeLine(id, 'dim'), who, columns),
    line('─'.repeat(columns), 'rule'),
  ];
}

function footRows(state: CourseState, { size, keymap }: SessionsPlace, below: number): readonly Line[] {
  const { columns, rows } = size;
  const bar = keyBar(barEntries(state), keymap, columns, 1);
  const said = saidRows(state, columns);
  if (rows < low) return said.length === 0 ? bar : said.slice(0, 1);
  const more = below === 0 ? [] : [`${below} more below`];
  const day = focusedEntry(state)?.time.slice(0, 10) ?? '';
  const at = `${state.focus + 1} of ${state.course.entries.length} · ${day} UTC`;
  const rule = [span('── ', 'rule'), ...safeLine([at, ...more].join(' · '), 'dim'), span(' ──', 'rule')];
  return [rule, ...said, ...bar];
}

function saidRows(state: CourseState, columns: number): readonly Line[] {
  if (state.message !== undefined) return wrapText(state.message, columns, 'warning').slice(0, 4);
  if (state.query === '') return [];
  return [joinLine(safeLine(`/ ${state.query}`), [span(standing(state), 'dim')], columns)];
}

/** `2 of 5`: where among the matches of the search one is. */
export function standing(state: CourseState): string {
  if (state.query === '') return '';
  const found = matchingEntries(state);
  if (found.length === 0) return 'no match';
  const at = found.indexOf(state.focus);
  return at === -1 ? `${found.length} found` : `${at + 1} of ${found.length}`;
}

function barEntries(state: CourseState): readonly KeyBarEntry[] {
  const output = focusedEntry(state)?.output;
  const look: readonly KeyBarEntry[] =
    output === undefined ? [] : [{ action: 'look', title: 'its output', emphasis: true }];
  const search: readonly KeyBarEntry[] =
    state.query === ''
      ? [{ action: 'search' }]
      : [{ action: 'search-next' }, { action: 'search-previous', title: 'previous' }];
  return [
    ...look,
    { action: 'line-down' },
    { action: 'line-up' },
    ...search,
    { action: 'palette' },
    { action: 'help' },
    { action: 'close', title: state.query === '' ? 'back' : 'end the search' },
  ];
}
