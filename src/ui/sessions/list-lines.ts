import { bytesText } from '../../problem/bytes-text.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { fieldView } from '../form/field-view.ts';
import type { DrawnDialog } from '../form/form-lines.ts';
import { scrollBy, scrollInto } from '../form/scroll.ts';
import { type KeyBarEntry, keyBar } from '../keymap/key-bar.ts';
import type { Keymap } from '../keymap/keymap.ts';
import { countOf, outcomes } from '../library/list-rows.ts';
import type { Size } from '../terminal/full-screen.ts';
import { fitLine, joinLine, padLine } from '../text/fit.ts';
import { type Line, line, span, type Tone } from '../text/line.ts';
import { lineWidth } from '../text/measure.ts';
import { safeLine } from '../text/safe.ts';
import { durationText } from '../text/table/duration.ts';
import { wrapText } from '../text/wrap.ts';
import { focusedSession, type ListState } from './list-state.ts';
import type { SessionAbout, SessionRow } from './sessions-view.ts';

/** What the sessions are drawn into, and the keys that are named. */
export interface SessionsPlace {
  readonly size: Size;
  readonly keymap: Keymap;
  /** The folder that they are in. */
  readonly folder: string;
}

/** Below this there is room for the list and the keys alone. */
const low = 8;
/** From here on there is room for more about the session in focus. */
const tall = 20;
/** From here on the outcome is told in words, and who acted stands in the row. */
const wide = 76;

/** Draws the list: as many rows as the window has, none wider than it. */
export function listLines(state: ListState, place: SessionsPlace): DrawnDialog {
  const { columns, rows } = place.size;
  const { head, cursor } = headOf(state, place);
  const body = bodyRows(state, place);
  const lines = [...head, ...body, ...footRows(state, place)]
    .map((each) => fitLine(each, columns))
    .slice(0, Math.max(0, rows));
  return cursor === undefined || lines.length < 2 ? { lines } : { lines, cursor: { row: 1, column: cursor } };
}

/** Sessions that there is room for. */
export function listRoom(state: ListState, place: SessionsPlace): number {
  const used = headOf(state, place).head.length + footRows(state, place).length;
  return Math.max(1, place.size.rows - used);
}

function headOf(
  state: ListState,
  { size: { columns, rows } }: SessionsPlace,
): { readonly head: readonly Line[]; readonly cursor?: number | undefined } {
  if (rows < low) return { head: [] };
  const { all = [], shown, filter, typing } = state;
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  const count =
    state.all === undefined ? '' : `${countOf(all.length, 'session')} · ${bytesText(bytes)} · UTC`;
  const title = joinLine([span('Sessions', 'heading')], [span(count, 'dim')], columns);
  if (!typing && filter.text === '') return { head: [title, line('─'.repeat(columns), 'rule')] };
  const fits = `  ${shown.length} of ${all.length}`;
  const { line: drawn, cursor } = fieldView(filter, {
    columns: columns - 2 - fits.length,
    focused: typing,
    secret: false,
  });
  const row = [span('/ ', 'key'), ...drawn, span(fits, 'dim')];
  return { head: [title, row], cursor: cursor === undefined ? undefined : cursor + 2 };
}

function bodyRows(state: ListState, place: SessionsPlace): readonly Line[] {
  const room = listRoom(state, place);
  const { shown, focus } = state;
  const { columns } = place.size;
  const from = scrollInto(state.offset, { from: focus, to: focus + 1 }, shown.length, room);
  const rows =
    shown.length === 0
      ? emptyRows(state, place).slice(0, room)
      : shown.slice(from, from + room).map((each, at) => rowOf(each, from + at === focus, columns));
  return [...rows, ...Array.from({ length: room - rows.length }, (): Line => [])];
}

function emptyRows({ all, filter }: ListState, { size, folder }: SessionsPlace): readonly Line[] {
  const { columns } = size;
  if (all === undefined) return [line('Reading the sessions …', 'dim')];
  if (all.length === 0) return wrapText(`There are no sessions in ${folder}.`, columns);
  return wrapText(
    `No session fits ${JSON.stringify(filter.text.trim())}. Esc shows all of them again.`,
    columns,
  );
}

function rowOf({ id, about, unread }: SessionRow, on: boolean, columns: number): Line {
  const mark = span(on ? '▸ ' : '  ', 'accent');
  const name: Tone = on ? 'selected' : 'strong';
  if (about === undefined) {
    const word = unread?.word ?? '';
    const tone: Tone = word === 'damaged' ? 'bad' : 'dim';
    return [mark, ...safeLine(id, on ? 'selected' : 'dim'), span(`  ${word}`, tone)];
  }
  const { words, mark: sign, tone } = outcomes[about.outcome];
  const ended = columns < wide ? `${sign} ` : `${sign} ${words}`.padEnd(14);
  const left = [
    mark,
    span(`${about.startedAt.slice(0, 16).replace('T', ' ')}  `, 'dim'),
    span(ended, tone),
    ...tagOf(about),
    ...safeLine(about.runbook, name),
    ...(about.tag === about.environment.toUpperCase() ? [] : safeLine(` in ${about.environment}`, 'dim')),
  ];
  const took: Line = [span(durationText(about.milliseconds).padStart(7), 'dim')];
  const who: Line = columns < wide ? took : [...padLine(safeLine(whoOf(about), 'dim'), 12), ...took];
  return joinLine(left, lineWidth(left) + lineWidth(who) < columns ? who : took, columns);
}

/** `alice +1`: whoever began it, and how many more acted. */
function whoOf({ by }: SessionAbout): string {
  const [first = '', ...more] = by;
  return more.length === 0 ? first : `${first} +${more.length}`;
}

/** `PRODUCTION` or `REHEARSAL`, which no row about a session may leave out. */
export function tagOf({ tag }: Pick<SessionAbout, 'tag'>): Line {
  switch (tag) {
    case 'PRODUCTION':
      return [span(tag, 'production'), span(' ')];
    case 'REHEARSAL':
      return [span(tag, 'rehearsal'), span(' ')];
    case 'not production':
      return [];
  }
}

/** The same with the environment: short, for what lies over a session. */
export function placeOf(about: SessionAbout): Line {
  return [...tagOf(about), ...safeLine(about.environment, 'strong')];
}

function footRows(state: ListState, place: SessionsPlace): readonly Line[] {
  const { columns, rows } = place.size;
  const bar = keyBar(barEntries(state), place.keymap, columns, 1);
  const said = state.message === undefined ? [] : wrapText(state.message, columns, 'warning').slice(0, 4);
  if (rows < low) return said.length === 0 ? bar : said.slice(0, 1);
  const told = said.length === 0 ? factRows(state, rows < tall ? 1 : 2, columns) : said;
  // What is above and below depends on the room, which this row is a part of whatever it says.
  const used = 2 + 1 + told.length + bar.length;
  return [moreRow(state, Math.max(1, rows - used), columns), ...told, ...bar];
}

/** The rule below the list, which says how many sessions are out of sight. */
function moreRow({ shown, focus, offset }: ListState, room: number, columns: number): Line {
  const inSight = scrollInto(offset, { from: focus, to: focus + 1 }, shown.length, room);
  const from = scrollBy(inSight, 0, shown.length, room);
  const below = Math.max(0, shown.length - from - room);
  const more = [...(from > 0 ? [`${from} more above`] : []), ...(below > 0 ? [`${below} more below`] : [])];
  if (more.length === 0) return line('─'.repeat(columns), 'rule');
  return [span('── ', 'rule'), span(more.join(' · '), 'dim'), span(' ──', 'rule')];
}

/** Always as many rows, so that the list does not jump while one goes through it. */
function factRows(state: ListState, rows: number, columns: number): readonly Line[] {
  const session = focusedSession(state);
  const facts = session === undefined ? [] : wrapText(factsOf(session), columns, 'dim');
  const [last, ...more] = facts.slice(rows - 1);
  const cut = last === undefined || more.length === 0 ? last : fitLine([...last, span(' …', 'dim')], columns);
  return Array.from({ length: rows }, (_, at) => (at === rows - 1 ? cut : facts[at]) ?? []);
}

function factsOf({ id, bytes, about, unread }: SessionRow): string {
  if (unread !== undefined) return unread.why;
  const cluster = about?.cluster === undefined ? [] : [`on ${about.cluster}`];
  const why = about?.reason === undefined ? [] : [about.reason];
  return [id, (about?.by ?? []).join(', '), ...cluster, bytesText(bytes), ...why]
    .map(visibleText)
    .join(' · ');
}

function barEntries(state: ListState): readonly KeyBarEntry[] {
  const session = focusedSession(state);
  const title = session?.unread === undefined ? 'look at it' : 'why not';
  const look: readonly KeyBarEntry[] =
    session === undefined ? [] : [{ action: 'look', title, emphasis: true }];
  if (state.typing || state.filter.text !== '') return [...look, { action: 'close', title: 'show all' }];
  return [
    ...look,
    { action: 'line-down' },
    { action: 'line-up' },
    { action: 'search', title: 'filter' },
    { action: 'palette' },
    { action: 'help' },
    { action: 'close', title: 'leave' },
  ];
}
