import { go } from 'fuzzysort';

/** The items that fit a filter, and how many there are in all. */
export interface Fitting<T> {
  readonly items: readonly T[];
  readonly of: number;
}

/** Below this a match is made of letters that happen to be there. */
const threshold = 0.3;

/** What fits, the best first and equals in their order; without a filter everything as it is. */
export function fittingItems<T>(
  items: readonly T[],
  filter: string,
  textsOf: (item: T) => readonly string[],
): Fitting<T> {
  if (filter === '') return { items, of: items.length };
  const scored = items.map((item) => ({ item, score: scoreOf(filter, textsOf(item)) }));
  const found = scored
    .filter(({ score }) => score >= threshold)
    .toSorted((one, two) => two.score - one.score);
  return { items: found.map(({ item }) => item), of: items.length };
}

/** A match in a later text counts a little less. */
function scoreOf(filter: string, texts: readonly string[]): number {
  const scores = texts.map((text, index) => {
    const [found] = go(filter, [text], { threshold, limit: 1 });
    return found === undefined ? 0 : found.score * (1 - index * 0.1);
  });
  return Math.max(0, ...scores);
}
