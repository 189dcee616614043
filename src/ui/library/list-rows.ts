import type { RowRange } from '../form/scroll.ts';
import { textWidth } from '../text/cells.ts';
import { fitLine, joinLine, padLine } from '../text/fit.ts';
import { type Line, type Span, span } from '../text/line.ts';
import { lineWidth } from '../text/measure.ts';
import { safeLine } from '../text/safe.ts';
import { sparkline } from '../text/table/figures.ts';
import { wrapText } from '../text/wrap.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { agoText } from './ago.ts';
import { type LibraryItem, type LibraryState, itemKey, visibleItems } from './library-state.ts';
import type { LastRun, LibraryView, RunbookEntry, UnfinishedSession } from './library-view.ts';

/** The list, all of it. */
export interface ListRows {
  readonly rows: readonly Line[];
  /** Rows of the item in focus. */
  readonly focused: RowRange | undefined;
}

export interface ListLook {
  readonly columns: number;
  /** True where there is no preview: the item in focus then says below itself what it is for. */
  readonly unfolded: boolean;
}

/** Draws the items under their headings; filtered ones without, the best first. */
export function listRows(state: LibraryState, look: ListLook): ListRows {
  const { items } = visibleItems(state);
  const rows: Line[] = [];
  let focused: RowRange | undefined;
  let section: string | undefined;
  const ids = idColumns(items, look.columns);
  for (const item of items) {
    const heading = sectionOf(item);
    if (state.filter.text.trim() === '' && heading !== section) {
      rows.push([span(heading, 'heading')]);
      section = heading;
    }
    const on = itemKey(item) === state.focus;
    const own = itemRows(item, on, { ...look, ids, now: state.view.now });
    if (on) focused = { from: rows.length, to: rows.length + own.length };
    rows.push(...own);
  }
  // The heading above the first item comes into sight with it.
  return { rows, focused: focused?.from === 1 ? { ...focused, from: 0 } : focused };
}

const origins = {
  path: 'By path',
  repository: 'Runbooks of this repository',
  user: 'Your own runbooks',
  bundled: 'Runbooks that come with teei-runbook',
} as const satisfies Record<RunbookEntry['origin'], string>;

/** What it stands under. */
export function sectionOf(item: LibraryItem): string {
  return item.kind === 'session' ? 'Unfinished sessions' : origins[item.runbook.origin];
}

interface RowLook extends ListLook {
  readonly ids: number;
  readonly now: number;
}

const mark = 2;

function idColumns(items: readonly LibraryItem[], columns: number): number {
  const widths = items.map((item) => (item.kind === 'runbook' ? textWidth(visibleText(item.runbook.id)) : 0));
  return Math.min(Math.max(0, ...widths), Math.floor(columns * 0.4));
}

function itemRows(item: LibraryItem, on: boolean, look: RowLook): readonly Line[] {
  return item.kind === 'session' ? sessionRows(item.session, on, look) : runbookRows(item.runbook, on, look);
}

/** What something is matters more than when it was: the right part goes where it would take most of the row. */
function sided(left: Line, right: Line, columns: number): Line {
  return lineWidth(right) > columns / 2 ? fitLine(left, columns) : joinLine(left, right, columns);
}

function focusMark(on: boolean): Span {
  return span(on ? '▸ ' : '  ', 'accent');
}

/** `PRODUCTION` or `REHEARSAL`, which no row about a session may leave out. */
export function placeTag({ production, rehearsal }: UnfinishedSession): Line {
  if (rehearsal !== undefined) return [span('REHEARSAL', 'rehearsal'), span(' ')];
  return production ? [span('PRODUCTION', 'production'), span(' ')] : [];
}

/** `step 7 of 14: Save the current state`. */
export function stepText({ step }: UnfinishedSession): string {
  return step === undefined ? 'unfinished' : `step ${step.number} of ${step.of}: ${step.title}`;
}

function sessionRows(session: UnfinishedSession, on: boolean, look: RowLook): readonly Line[] {
  const { runbook, environment, writer, by, lastAt } = session;
  const left = [
    focusMark(on),
    ...placeTag(session),
    ...safeLine(runbook, on ? 'selected' : 'strong'),
    ...safeLine(` in ${environment}`, 'dim'),
  ];
  const who =
    writer === undefined
      ? safeLine(`by ${by}`, 'dim')
      : safeLine(`${writer.who} is writing it now`, 'warning');
  return [
    sided(left, [span(agoText(lastAt, look.now), 'dim')], look.columns),
    sided([span('    '), ...safeLine(stepText(session), 'dim')], who, look.columns),
  ];
}

function runbookRows(runbook: RunbookEntry, on: boolean, look: RowLook): readonly Line[] {
  const id = padLine(safeLine(runbook.id, on ? 'selected' : 'strong'), look.ids);
  const left = [focusMark(on), ...id, span('  '), ...titleOf(runbook)];
  const row = sided(left, lastRunLine(runbook, look), look.columns);
  if (!on || !look.unfolded) return [row];
  const { content } = runbook;
  const description = content?.valid === true ? content.about.description : undefined;
  if (description === undefined) return [row];
  const indent = mark + 2;
  const said = wrapText(description, look.columns - indent, 'dim').slice(0, 2);
  return [row, ...said.map((each) => [span(' '.repeat(indent)), ...each])];
}

function titleOf({ content, shadowedBy, path }: RunbookEntry): Line {
  if (content === undefined) return safeLine(path, 'dim');
  if (!content.valid) return [span(`✗ ${countOf(content.errors, 'error')}: can’t be started`, 'bad')];
  const title = safeLine(content.about.title);
  return shadowedBy === undefined ? title : [...title, ...safeLine(`  (hidden by ${shadowedBy})`, 'warning')];
}

/** `1 error`, `3 errors`. */
export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** How the last session ended, as a mark with its tone and as words. */
export const outcomes = {
  completed: { mark: '✓', tone: 'good', words: 'completed' },
  failed: { mark: '✗', tone: 'bad', words: 'failed' },
  'rolled-back': { mark: '✗', tone: 'bad', words: 'rolled back' },
  aborted: { mark: '✗', tone: 'warning', words: 'aborted' },
  unfinished: { mark: '·', tone: 'warning', words: 'unfinished' },
} as const satisfies Record<LastRun['outcome'], object>;

const sparkColumns = 8;
const roomForSpark = 72;

function lastRunLine({ last, durations }: RunbookEntry, { columns, now }: RowLook): Line {
  if (last === undefined) return [];
  const { mark: sign, tone, words } = outcomes[last.outcome];
  const spark =
    durations.length < 2 || columns < roomForSpark
      ? []
      : [span(`${sparkline(durations, sparkColumns)}  `, 'accent')];
  const word = columns < roomForSpark ? '' : ` ${words}`;
  return [...spark, span(`${sign}${word}`, tone), span(` ${agoText(last.endedAt, now)}`, 'dim')];
}

/** What is said where there is nothing to choose. */
export function emptyRows(state: LibraryState, columns: number): readonly Line[] {
  const { view, filter } = state;
  if (visibleItems(state).of > 0) {
    return wrapText(
      `Nothing fits ${JSON.stringify(filter.text.trim())}. Esc shows everything again.`,
      columns,
    );
  }
  if (view.reading) return [[span('Reading the library …', 'dim')]];
  return [
    ...wrapText('There are no runbooks here yet.', columns, 'strong'),
    [],
    ...wrapText('Write a library for your team:', columns),
    [span('  teei-runbook init', 'command')],
    [],
    ...wrapText('Looked in:', columns, 'dim'),
    ...view.folders.flatMap((folder) => wrapText(`  ${folder}`, columns, 'dim')),
  ];
}

/** What kept something from being read, and what to do. */
export function problemRows({ problems }: LibraryView, columns: number): readonly Line[] {
  return problems.flatMap(({ message, hint }) => [
    ...wrapText(`✗ ${message}`, columns, 'bad'),
    ...(hint === undefined ? [] : wrapText(`  next: ${hint}`, columns, 'dim')),
  ]);
}
