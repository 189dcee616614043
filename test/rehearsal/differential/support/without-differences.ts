import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../differences.ts';

type Answers = Readonly<Record<string, unknown>>;

/** Two sides' answers to the calls of a story, as far as they have to be alike. */
export interface Compared {
  readonly here: Answers;
  readonly there: Answers;
  /** Calls of which a difference is known, but which are answered alike. */
  readonly same: readonly string[];
}

/** Both sides' answers but for those of which it is known that they differ. */
export function withoutDifferences(
  story: string,
  differences: readonly Difference[],
  here: Answers,
  there: Answers,
): Compared {
  const known = differences.filter((one) => one.story === story).map(({ call }) => call);
  const others = (answers: Answers): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([call]) => !known.includes(call)));
  return {
    here: others(here),
    there: others(there),
    same: known.filter((call) => isDeepStrictEqual(here[call], there[call])),
  };
}
