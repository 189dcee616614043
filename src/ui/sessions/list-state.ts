import { type FieldState, openField } from '../form/field.ts';
import { outcomes } from '../library/list-rows.ts';
import { queryPattern } from '../text/highlight.ts';
import type { SessionRow } from './sessions-view.ts';

/** The list of sessions on the screen. */
export interface ListState {
  /** All, newest first; undefined: they are still read. */
  readonly all: readonly SessionRow[] | undefined;
  /** Those that fit the filter. */
  readonly shown: readonly SessionRow[];
  readonly filter: FieldState;
  /** True while keys write into the filter. */
  readonly typing: boolean;
  /** The one in focus, counted among those shown. */
  readonly focus: number;
  /** Sessions above the first one in sight. */
  readonly offset: number;
  /** What was said last, until the next key. */
  readonly message: string | undefined;
}

/** The list before anything was read. */
export const unreadList: ListState = {
  all: undefined,
  shown: [],
  filter: openField(''),
  typing: false,
  focus: 0,
  offset: 0,
  message: undefined,
};

/** The same list with the sessions that were read. */
export function withSessions(state: ListState, all: readonly SessionRow[]): ListState {
  return { ...state, all, shown: fitting(all, state.filter.text), focus: 0, offset: 0 };
}

/** The same list with another filter; the newest session that fits it has the focus. */
export function withFilter(state: ListState, filter: FieldState, typing: boolean): ListState {
  const next = { ...state, filter, typing };
  if (filter.text === state.filter.text) return next;
  return { ...next, shown: fitting(state.all ?? [], filter.text), focus: 0, offset: 0 };
}

export function focusedSession({ shown, focus }: ListState): SessionRow | undefined {
  return shown[focus];
}

/** Every word has to stand somewhere; capitals matter only in a word that has one. */
function fitting(all: readonly SessionRow[], filter: string): readonly SessionRow[] {
  const words = filter.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return all;
  const patterns = words.map(queryPattern);
  return all.filter((row) => {
    const text = textOf(row);
    return patterns.every((pattern) => text.search(pattern) !== -1);
  });
}

function textOf({ id, about, unread }: SessionRow): string {
  const told =
    about === undefined
      ? []
      : [
          about.runbook,
          about.environment,
          about.tag,
          about.cluster ?? '',
          outcomes[about.outcome].words,
          about.startedAt.slice(0, 16).replace('T', ' '),
          ...about.by,
        ];
  return [id, ...told, unread?.word ?? ''].join('\n');
}
