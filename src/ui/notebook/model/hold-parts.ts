import { holdWords } from '../../describe/holds.ts';
import type { SessionState } from '../../../session/state.ts';
import { type Span, span } from '../../text/line.ts';

/** What the session holds, for where there is room. */
export function heldParts(state: Pick<SessionState, 'holds'>): readonly Span[] {
  return holdWords(state)
    .filter(({ good }) => good)
    .map(({ word, short }) => span(`${word} ${short}`, 'dim'));
}

/** What it has lost: told before the title, since nothing may be changed without it. */
export function lostParts(state: Pick<SessionState, 'holds'>): readonly Span[] {
  return holdWords(state)
    .filter(({ good }) => !good)
    .map(({ word, short }) => span(`  ${word} ${short}`, 'bad'));
}
