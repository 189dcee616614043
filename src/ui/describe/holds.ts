import { visibleText } from '../../problem/visible-text.ts';
import type { HoldState, SessionState } from '../../session/state.ts';

/** What a session holds, in words. */
export interface HoldWords {
  /** `holds`, `has lost`: never by colour alone. */
  readonly word: string;
  readonly what: string;
  /** In short, for a line that tells the namespace already: `the lock teei-runbook`. */
  readonly short: string;
  /** Why it is not simply held. */
  readonly why?: string;
  readonly good: boolean;
}

/** What the session holds or has lost, oldest first; what it has given up is not told. */
export function holdWords({ holds }: Pick<SessionState, 'holds'>): readonly HoldWords[] {
  return [...holds.values()].flatMap(wordsOf);
}

function wordsOf({ key, status, what, observed, next }: HoldState): readonly HoldWords[] {
  const told = { what: visibleText(what), short: `the ${visibleText(key)}` };
  const why = visibleText(next === undefined ? observed : `${observed}. ${next}`);
  switch (status) {
    case 'held':
      return [{ word: 'holds', ...told, good: true }];
    case 'releasing':
      return [{ word: 'is giving up', ...told, good: true }];
    case 'lost':
      return [{ word: 'has lost', ...told, why, good: false }];
    case 'left':
      return [{ word: 'could not give up', ...told, why, good: false }];
    case 'released':
      return [];
  }
}
