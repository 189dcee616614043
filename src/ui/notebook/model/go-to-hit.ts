import { plainText } from '../../text/measure.ts';
import { queryPattern } from '../../text/highlight.ts';
import { cellLines } from './cell-of.ts';
import type { NotebookState, SearchHit } from './notebook-state.ts';
import { gutter } from './page-window.ts';
import type { Scene } from './scene.ts';
import { hitIndex, partOfHit, searchHits } from './search.ts';
import { focusIndex, placeNow } from './focus.ts';

/** Searches for this from now on, and goes to the first place from the cell in focus on. */
export function searchFor(scene: Scene, query: string): NotebookState {
  const { state, inputs, shown, cells } = scene;
  if (query === '') return { ...state, search: undefined };
  const hits = searchHits(inputs, query);
  const focus = cells.index.get(shown.ids[focusIndex(scene, placeNow(scene))] ?? '') ?? 0;
  const next = hits.find(({ cell }) => (cells.index.get(cell) ?? 0) >= focus) ?? hits[0];
  return goToHit(scene, query, next);
}

/** The next place, or the one before; the ends are joined. */
export function searchFurther(scene: Scene, by: 1 | -1): NotebookState {
  const { search } = scene.state;
  if (search === undefined) return scene.state;
  const hits = searchHits(scene.inputs, search.query);
  const at = hitIndex(hits, search.hit);
  const to = at < 0 ? 0 : (at + by + hits.length) % hits.length;
  return goToHit(scene, search.query, hits[to]);
}

function goToHit(scene: Scene, query: string, hit: SearchHit | undefined): NotebookState {
  const { state, shown, page } = scene;
  const searching = { ...state, search: { query, hit } };
  if (hit === undefined) return searching;
  // What is found is shown, also where the filter would hide it.
  const filter = shown.index.has(hit.cell) ? state.filter : ('all' as const);
  const open = { ...scene, state: { ...searching, filter }, shown: filter === 'all' ? scene.cells : shown };
  const row = rowOfHit(open, query, hit);
  return {
    ...searching,
    filter,
    place: { place: 'row', cell: hit.cell, row, at: Math.floor(page.rows / 3), columns: page.columns },
  };
}

/** The row that shows a hit; where a line break tore it apart, the first row of its part. */
function rowOfHit(scene: Scene, query: string, hit: SearchHit): number {
  const { rows, parts, head } = cellLines(scene, hit.cell, Math.max(1, scene.page.columns - gutter));
  const pattern = queryPattern(query);
  const part = partOfHit(hit);
  const inPart = parts.flatMap((each, at) => (each === part ? [at] : []));
  const matching = inPart.filter((at) => plainText(rows[at] ?? []).search(pattern) >= 0);
  return matching[hit.nth] ?? matching.at(-1) ?? inPart[0] ?? head;
}
