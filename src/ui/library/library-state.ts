import { type FieldState, openField } from '../form/field.ts';
import { type Fitting, fittingItems } from './filter.ts';
import type { LibraryView, RunbookEntry, UnfinishedSession } from './library-view.ts';

/** The library on the screen. Make it with `openLibraryScreen`, change it with `libraryInput` and `withView`. */
export interface LibraryState {
  readonly view: LibraryView;
  readonly filter: FieldState;
  /** True while keys write into the filter. */
  readonly typing: boolean;
  /** Key of the item in focus (`itemKey`): it stays in focus while more is read. */
  readonly focus: string | undefined;
  /** Rows of the list above the first one shown. */
  readonly offset: number;
  /** What was said last, until the next key. */
  readonly message: string | undefined;
}

export type LibraryItem =
  | { readonly kind: 'session'; readonly session: UnfinishedSession }
  | { readonly kind: 'runbook'; readonly runbook: RunbookEntry };

/** The library as it is first shown: unfinished sessions before runbooks, the first item in focus. */
export function openLibraryScreen(view: LibraryView): LibraryState {
  const state = {
    view,
    filter: openField(''),
    typing: false,
    focus: undefined,
    offset: 0,
    message: undefined,
  };
  return { ...state, focus: firstKey(state) };
}

/** The same screen with more that was read. What has the focus keeps it: Enter never changes its meaning by itself. */
export function withView(state: LibraryState, view: LibraryView): LibraryState {
  const next = { ...state, view };
  return { ...next, focus: focusedItem(next) === undefined ? firstKey(next) : state.focus };
}

/** The items that fit the filter: sessions, then runbooks; of those that were filtered the best first. */
export function visibleItems({ view, filter }: Pick<LibraryState, 'view' | 'filter'>): Fitting<LibraryItem> {
  return fittingItems(allItems(view), filter.text.trim(), searchText);
}

/** Everything that can be chosen: unfinished sessions, then runbooks. */
export function allItems(view: LibraryView): readonly LibraryItem[] {
  return [
    ...view.sessions.map((session) => ({ kind: 'session' as const, session })),
    ...view.runbooks.map((runbook) => ({ kind: 'runbook' as const, runbook })),
  ];
}

export function itemKey(item: LibraryItem): string {
  return item.kind === 'session' ? `session ${item.session.id}` : `runbook ${item.runbook.path}`;
}

/** The item in focus; undefined: there is none. */
export function focusedItem(state: LibraryState): LibraryItem | undefined {
  return visibleItems(state).items.find((item) => itemKey(item) === state.focus);
}

function firstKey(state: Pick<LibraryState, 'view' | 'filter'>): string | undefined {
  const [first] = visibleItems(state).items;
  return first === undefined ? undefined : itemKey(first);
}

/** The same state with another filter; the first item that fits it has the focus. */
export function withFilter(state: LibraryState, filter: FieldState, typing: boolean): LibraryState {
  const next = { ...state, filter, typing };
  if (filter.text === state.filter.text) return next;
  return { ...next, focus: firstKey(next), offset: 0 };
}

/** What the filter is compared with, the most telling first. */
function searchText(item: LibraryItem): readonly string[] {
  if (item.kind === 'session') {
    const { session } = item;
    return [session.runbook, session.environment, session.by, session.id];
  }
  const { id, content } = item.runbook;
  if (content?.valid !== true) return [id];
  return [id, content.about.title, content.about.description ?? '', content.about.owner ?? ''];
}
