import { isSettled } from '../../../session/state.ts';
import { endCell } from './cells.ts';
import type { Place } from './notebook-state.ts';
import type { Scene } from './scene.ts';

/**
 * How much of a cell is shown: one line; prose, title and the command as written, which costs little; or all
 * there is to know.
 */
export type Fold = 'line' | 'brief' | 'full';

/** How much of this cell is shown now. What was folded by hand goes before everything else. */
export function foldOf({ inputs: { reader, trail }, state, current }: Scene, id: string): Fold {
  if (id === endCell) return 'full';
  const { status } = reader.stepState(id);
  const byHand = state.folds.get(id);
  if (byHand?.status === status.status) return byHand.fold === 'open' ? 'full' : 'line';
  if (id === current || state.search?.hit?.cell === id) return 'full';
  if (state.foldAll !== 'automatic') return state.foldAll === 'open' ? 'full' : 'line';
  if (id === trail.lastSettled) return 'full';
  if (isSettled(status) || status.status === 'failed') return 'line';
  return isLookedAt(state.place, id) ? 'full' : 'brief';
}

/** Only a cell that was gone to opens: one that is scrolled past would make the page jump. */
function isLookedAt(place: Place, id: string): boolean {
  return place.place === 'cell' && place.cell === id;
}
