import { go } from 'fuzzysort';
import type { Range } from '../../text/highlight.ts';
import type { PickerItem } from './picker-item.ts';

/** An item that fits what was typed, and where its title does. */
export interface PickerMatch<Id extends string> {
  readonly item: PickerItem<Id>;
  readonly ranges: readonly Range[];
}

/** Below this score the letters are there, but no one would have meant it. */
const likely = 0.3;

/** So many letters are looked for inside the hints too. */
const wordLength = 3;

/**
 * The items that fit, the best first; without a query all of them in their own order. Those that can't be
 * chosen now come last.
 */
export function pickerMatches<Id extends string>(
  items: readonly PickerItem<Id>[],
  query: string,
): readonly PickerMatch<Id>[] {
  const wanted = query.trim();
  const found = wanted === '' ? items.map((item) => ({ item, ranges: [] })) : search(items, wanted);
  return [
    ...found.filter(({ item }) => item.unavailable === undefined),
    ...found.filter(({ item }) => item.unavailable !== undefined),
  ];
}

function search<Id extends string>(
  items: readonly PickerItem<Id>[],
  query: string,
): readonly PickerMatch<Id>[] {
  const results = go(query, items, {
    keys: [(item: PickerItem<Id>) => item.title, (item: PickerItem<Id>) => item.also],
    limit: 0,
    threshold: likely,
  });
  const named = results.map((result) => ({ item: result.obj, ranges: rangesOf(result[0]?.indexes ?? []) }));
  const known = new Set(named.map(({ item }) => item.id));
  const described = items.filter((item) => !known.has(item.id) && describes(item, query));
  return [...named, ...described.map((item) => ({ item, ranges: [] }))];
}

function describes({ hint = '' }: PickerItem, query: string): boolean {
  return query.length >= wordLength && hint.toLowerCase().includes(query.toLowerCase());
}

/** Neighbouring letters as one range. */
function rangesOf(indexes: readonly number[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const index of [...indexes].toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last?.to === index) ranges[ranges.length - 1] = { from: last.from, to: index + 1 };
    else ranges.push({ from: index, to: index + 1 });
  }
  return ranges;
}
