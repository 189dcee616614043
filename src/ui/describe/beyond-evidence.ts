import type { LoggedEvidence } from '../../session/state.ts';

/** Words that a sentence puts around what its evidence holds. */
const glue: ReadonlySet<string> = new Set(
  (
    'a an the it its of in by to and or is was were not no answer expected observed command took longer than ' +
    'after stopped ended'
  ).split(' '),
);

/**
 * What a sentence about a verification says that its evidence does not: all of it, only what stands in
 * brackets at its end (`3 looks`), or nothing. So that it is read once.
 */
export function beyondEvidence(sentence: string, evidence: LoggedEvidence): string {
  const { said, aside } = split(sentence);
  const known = new Set(
    evidence.flatMap(({ what, where, observed, expected }) =>
      [what, where ?? '', observed, expected].flatMap(wordsOf),
    ),
  );
  const isTold = known.size > 0 && wordsOf(said).every((word) => known.has(word) || glue.has(word));
  return isTold ? aside : sentence;
}

/** True where a piece of the evidence says already what to do next. */
export function saysNext(evidence: LoggedEvidence, hint: string): boolean {
  return evidence.some(({ result, next }) => result !== 'pass' && next === hint);
}

function split(sentence: string): { readonly said: string; readonly aside: string } {
  const found = /^(.*\S) \(([^()]*)\)$/s.exec(sentence);
  return { said: found?.[1] ?? sentence, aside: found?.[2] ?? '' };
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
