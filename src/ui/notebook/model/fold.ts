import { isSettled } from '../../../session/state.ts';
import { endCell } from './cells.ts';
import type { Place } from './notebook-state.ts';
import { stepTrail, type Trail } from './trail.ts';
import type { Scene } from './scene.ts';

/**
 * How much of a cell is shown: one line; prose, title and the command as written, which costs little; what
 * came of it, without the prose that was read before; or all there is to know.
 */
export type Fold = 'line' | 'brief' | 'recent' | 'full';

/** How much of this cell is shown now. What was folded by hand goes before everything else. */
export function foldOf({ inputs: { reader, trail }, state, current }: Scene, id: string): Fold {
  if (id === endCell) return 'full';
  const { status } = reader.stepState(id);
  const byHand = state.folds.get(id);
  if (byHand?.status === status.status) return byHand.fold === 'open' ? 'full' : 'line';
  if (id === current || state.search?.hit?.cell === id) return 'full';
  if (state.foldAll !== 'automatic') return state.foldAll === 'open' ? 'full' : 'line';
  if (isSettled(status) || status.status === 'failed') return settledFold(trail, id);
  return isLookedAt(state.place, id) ? 'full' : 'brief';
}

/** What ran last stays open until the next step is acted upon; a tick says all there is on one line. */
function settledFold(trail: Trail, id: string): Fold {
  return id === trail.lastSettled && stepTrail(trail, id).attempts.length > 0 ? 'recent' : 'line';
}

/** Only a cell that was gone to opens: one that is scrolled past would make the page jump. */
function isLookedAt(place: Place, id: string): boolean {
  return place.place === 'cell' && place.cell === id;
}
