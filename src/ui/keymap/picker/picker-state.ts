import { visibleText } from '../../../problem/visible-text.ts';
import { type FieldState, openField } from '../../form/field.ts';
import { expandTabs } from '../../text/safe.ts';
import type { PickerItem } from './picker-item.ts';
import { type PickerMatch, pickerMatches } from './picker-matches.ts';

export interface PickerOptions<Id extends string> {
  readonly title: string;
  readonly items: readonly PickerItem<Id>[];
  /** What Enter does: `do it`, `jump there`. */
  readonly submit: string;
}

/** An open list that is searched as one types. Make it with `openPicker`, change it with `pickerInput`. */
export interface PickerState<Id extends string> extends PickerOptions<Id> {
  readonly field: FieldState;
  readonly matches: readonly PickerMatch<Id>[];
  /** Counts the matches from 0. */
  readonly selected: number;
  /** Matches above the first one shown. */
  readonly offset: number;
}

/** A picker as it is first shown: nothing typed, the first item selected. */
export function openPicker<Id extends string>(options: PickerOptions<Id>): PickerState<Id> {
  const items = options.items.map(safeItem);
  return {
    ...options,
    items,
    field: openField(''),
    matches: pickerMatches(items, ''),
    selected: 0,
    offset: 0,
  };
}

function safeItem<Id extends string>(item: PickerItem<Id>): PickerItem<Id> {
  const { id, title, also, hint, detail, unavailable } = item;
  return {
    id,
    title: safe(title),
    ...(also === undefined ? {} : { also }),
    ...(hint === undefined ? {} : { hint: safe(hint) }),
    ...(detail === undefined ? {} : { detail: safe(detail) }),
    ...(unavailable === undefined ? {} : { unavailable: safe(unavailable) }),
  };
}

function safe(text: string): string {
  return expandTabs(visibleText(text));
}
