import type { StepStatus } from '../../../session/state.ts';

export const filters = ['all', 'failed', 'skipped', 'to do'] as const;
export type Filter = (typeof filters)[number];

/** Where the operator looks. */
export type Place =
  /** At the current step, wherever the session goes. */
  | { readonly place: 'current' }
  /** At a cell, all of it that fits. */
  | { readonly place: 'cell'; readonly cell: string }
  /** At a row of a cell, which stands in this row of the page. */
  | {
      readonly place: 'row';
      readonly cell: string;
      readonly row: number;
      readonly at: number;
      /** Columns of the page for which `row` counts. */
      readonly columns: number;
      /** The current step was being read, in this status: once it changes, the place is the current step again. */
      readonly reading?: { readonly cell: string; readonly status: StepStatus['status'] };
    };

/** What was folded by hand: valid as long as the step stays in this status. */
export interface HandFold {
  readonly fold: 'folded' | 'open';
  readonly status: StepStatus['status'];
}

/** A place where the search has found something. */
export interface SearchHit {
  readonly cell: string;
  readonly where: 'title' | 'prose' | 'command' | 'output';
  /** Which one of those in this part of the cell, from 0. */
  readonly nth: number;
}

export interface SearchState {
  readonly query: string;
  /** The match that is looked at; undefined: there is none. */
  readonly hit: SearchHit | undefined;
}

/** What belongs to the screen alone and not to the session. */
export interface NotebookState {
  readonly place: Place;
  readonly folds: ReadonlyMap<string, HandFold>;
  readonly foldAll: 'automatic' | 'folded' | 'open';
  readonly filter: Filter;
  readonly outline: 'automatic' | 'shown' | 'hidden';
  readonly search: SearchState | undefined;
}

export const initialNotebookState: NotebookState = {
  place: { place: 'current' },
  folds: new Map(),
  foldAll: 'automatic',
  filter: 'all',
  outline: 'automatic',
  search: undefined,
};

export type Move =
  | 'line-down'
  | 'line-up'
  | 'half-page-down'
  | 'half-page-up'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'next-step'
  | 'previous-step'
  | 'next-section'
  | 'previous-section'
  | 'current';

/** What can happen to the notebook's own state. The names are those of the actions where there is one. */
export type NotebookMessage =
  | { readonly message: 'move'; readonly move: Move }
  /** Jump to a step. */
  | { readonly message: 'go-to'; readonly step: string }
  /** Fold or unfold the cell in focus. */
  | { readonly message: 'fold' }
  | { readonly message: 'fold-all' }
  /** The next filter, or this one. */
  | { readonly message: 'filter'; readonly filter?: Filter }
  | { readonly message: 'outline' }
  /** Search for this from now on; an empty text ends the search. */
  | { readonly message: 'search'; readonly query: string }
  | { readonly message: 'search-next' }
  | { readonly message: 'search-previous' }
  | { readonly message: 'search-end' }
  /** Ends what is on, one thing at a time: the search, the filter, looking elsewhere. */
  | { readonly message: 'close' };
