import { acts, type Judged, type JudgedRow } from './matrix.ts';

/** Looks in a row below the band that end the timer: one alone may be chance. */
const looksBelow = 2;

/** The timer of the row that investigates first. Milliseconds since the first look. */
export interface Timer {
  readonly since: number;
  /** Looks in a row that came to less. */
  readonly below: number;
}

export type Advanced =
  | { readonly kind: 'decided'; readonly fired: JudgedRow; readonly why: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'waiting'; readonly timer: Timer; readonly left: number };

/**
 * What a look comes to. The row that investigates starts the timer; when that is over it rolls back. A stronger row
 * decides at once, a weaker one after two looks. What can't be told neither stops the timer nor decides.
 */
export function advanceTimer(
  timer: Timer | undefined,
  { fired }: Pick<Judged, 'fired'>,
  elapsed: number,
  length: number,
): Advanced {
  if (fired?.row === 'error-rate-timer') {
    const since = timer?.since ?? elapsed;
    const left = since + length - elapsed;
    if (left > 0) return { kind: 'waiting', timer: { since, below: 0 }, left };
    return { kind: 'decided', fired: rollBack(fired), why: 'it did not fall below until the timer was over' };
  }
  if (timer === undefined) {
    return fired === undefined ? { kind: 'unknown' } : { kind: 'decided', fired, why: '' };
  }
  const left = timer.since + length - elapsed;
  if (fired === undefined) {
    return left > 0 ? { kind: 'waiting', timer: { ...timer, below: 0 }, left } : { kind: 'unknown' };
  }
  if (acts(fired) && fired.row !== 'service-failing') {
    return { kind: 'decided', fired, why: 'it rose while the timer ran' };
  }
  const below = timer.below + 1;
  if (below < looksBelow && left > 0) return { kind: 'waiting', timer: { ...timer, below }, left };
  return { kind: 'decided', fired, why: 'it fell while the timer ran' };
}

function rollBack(row: JudgedRow): JudgedRow {
  return { ...row, decision: 'rollback', action: 'Roll back: the timer is over' };
}
