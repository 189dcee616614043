import { joinLine } from '../../text/fit.ts';
import { type Line, span } from '../../text/line.ts';
import { notebookCells } from './cells.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import type { NotebookState } from './notebook-state.ts';
import type { Scene } from './scene.ts';
import { standingText } from './search.ts';

/** Rows of the page that are left beside its notices. */
export function pageRows(rows: number, { filter, search }: NotebookState): number {
  return Math.max(1, rows - (filter === 'all' ? 0 : 1) - (search === undefined ? 0 : 1));
}

/**
 * What is on, at the head of the page: a filter, a search; and how one gets out of it. `heard`: the keys of the
 * page are; over a dialog they would be told wrongly.
 */
export function noticeLines(
  { inputs, state, shown }: Scene,
  columns: number,
  heard: boolean,
): readonly Line[] {
  const keys = (wanted: readonly Key[]): Line => (heard ? keysLine(inputs, wanted) : []);
  return [
    ...(state.filter === 'all' ? [] : [filterNotice(inputs, state, shown.ids.length, keys, columns)]),
    ...(state.search === undefined ? [] : [searchNotice(inputs, state.search, keys, columns)]),
  ];
}

function filterNotice(
  inputs: NotebookInputs,
  { filter }: NotebookState,
  count: number,
  keys: Keys,
  columns: number,
): Line {
  const of = notebookCells(inputs.reader).steps.length;
  const left = [
    span(' only ', 'dim'),
    span(filter, 'strong'),
    span(`: ${String(count)} of ${String(of)} steps`),
  ];
  return joinLine(
    left,
    keys([
      ['filter', 'next filter'],
      ['close', 'all steps'],
    ]),
    columns,
  );
}

function searchNotice(
  inputs: NotebookInputs,
  search: NonNullable<NotebookState['search']>,
  keys: Keys,
  columns: number,
): Line {
  const left = [
    span(' search ', 'dim'),
    span(search.query, 'match'),
    span(`  ${standingText(inputs, search)}`),
  ];
  const right = keys([
    ['search-next', 'next'],
    ['search-previous', 'before'],
    ['close', 'end'],
  ]);
  return joinLine(left, right, columns);
}

type Key = readonly [Parameters<NotebookInputs['keyOf']>[0], string];

type Keys = (wanted: readonly Key[]) => Line;

function keysLine({ keyOf }: NotebookInputs, wanted: readonly Key[]): Line {
  return wanted.flatMap(([action, what], at) => {
    const key = keyOf(action);
    return key === undefined ? [] : [span(`${at === 0 ? '' : ' · '}${key}`, 'key'), span(` ${what}`, 'dim')];
  });
}

/** What the page says where the filter lets nothing through. */
export function nothingShown({ inputs: { keyOf }, state }: Scene): readonly Line[] {
  const what = {
    all: 'There is no step.',
    failed: 'No step has failed.',
    skipped: 'No step was skipped.',
    'to do': 'Nothing is left to do.',
  };
  return [
    [],
    [span(`  ${what[state.filter]}`, 'strong')],
    [span('  '), span(keyOf('close') ?? 'Esc', 'key'), span(' shows all steps.')],
  ];
}
