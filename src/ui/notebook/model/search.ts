import { queryPattern } from '../../text/highlight.ts';
import type { CellPart } from './cell-lines.ts';
import { type NotebookCells, notebookCells, type StepCell } from './cells.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import type { SearchHit } from './notebook-state.ts';

interface Found {
  readonly query: string;
  readonly outputs: ReadonlyMap<string, number>;
  readonly hits: readonly SearchHit[];
}

const known = new WeakMap<NotebookCells, Found>();

/** Where a step is searched, and in which part of its cell that stands. */
const partOf = {
  title: 'head',
  prose: 'prose',
  command: 'command',
  output: 'output',
} as const satisfies Record<SearchHit['where'], CellPart>;

export function partOfHit({ where }: SearchHit): CellPart {
  return partOf[where];
}

/**
 * Every line of titles, prose and commands in which the query occurs, and each output that has it, in the
 * order of the page. Capitals matter only when the query has one.
 */
export function searchHits({ reader, outputHits }: NotebookInputs, query: string): readonly SearchHit[] {
  if (query === '') return [];
  const cells = notebookCells(reader);
  const before = known.get(cells);
  if (before?.query === query && before.outputs === outputHits) return before.hits;
  const pattern = queryPattern(query);
  const hits = cells.steps.flatMap((cell) => hitsOf(cell, pattern, outputHits));
  known.set(cells, { query, outputs: outputHits, hits });
  return hits;
}

function hitsOf(
  { planned: { id, step } }: StepCell,
  pattern: RegExp,
  outputs: ReadonlyMap<string, number>,
): readonly SearchHit[] {
  const within = (where: SearchHit['where'], text: string): readonly SearchHit[] => {
    if (text.search(pattern) < 0) return [];
    return text
      .split('\n')
      .filter((line) => line.search(pattern) >= 0)
      .map((_, nth) => ({ cell: id, where, nth }));
  };
  return [
    ...within('prose', proseText(step.prose)),
    ...(isQuoted(step) ? [] : within('title', step.title)),
    ...(step.kind === 'command' ? within('command', step.body) : []),
    ...((outputs.get(id) ?? 0) > 0 ? [{ cell: id, where: 'output' as const, nth: 0 }] : []),
  ];
}

/** A title that is the command's own first line is found there. */
function isQuoted({ kind, title, body }: StepCell['planned']['step']): boolean {
  return kind === 'command' && body.includes(title.replace(/ …$/, ''));
}

/** Prose as it is read: marks of emphasis and code are not on the screen. */
function proseText(prose: string): string {
  return prose.replaceAll(/\*\*|__|`/g, '');
}

/** The place of a hit among the others, from 0; -1: it is none any more. */
export function hitIndex(hits: readonly SearchHit[], hit: SearchHit | undefined): number {
  return hits.findIndex(
    ({ cell, where, nth }) => cell === hit?.cell && where === hit.where && nth === hit.nth,
  );
}

/** `3 of 17`, or that there is nothing. Empty: no search is on. */
export function standingText(
  inputs: NotebookInputs,
  search: { readonly query: string; readonly hit: SearchHit | undefined } | undefined,
): string {
  if (search === undefined || search.query === '') return '';
  const hits = searchHits(inputs, search.query);
  if (hits.length === 0) return 'not found';
  const outputs = [...inputs.outputHits.values()].reduce((sum, count) => sum + count, 0);
  const within = outputs === 0 ? '' : `, ${outputs.toLocaleString('en')} in outputs`;
  return `${String(hitIndex(hits, search.hit) + 1)} of ${String(hits.length)}${within}`;
}
