import type { Difference } from '../differences.ts';

type Answers = Readonly<Record<string, unknown>>;

/** Both sides' answers but for those of which it is known that they differ. */
export function withoutDifferences(
  story: string,
  differences: readonly Difference[],
  here: Answers,
  there: Answers,
): { readonly here: Answers; readonly there: Answers } {
  const known = new Set(differences.filter((one) => one.story === story).map(({ call }) => call));
  const others = (answers: Answers): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([call]) => !known.has(call)));
  return { here: others(here), there: others(there) };
}
