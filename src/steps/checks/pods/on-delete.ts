import type { Pod } from '../../ports/cluster.ts';
import type { Rollout } from './rollout.ts';

/** Where a rollout stands, as far as its controller's kind decides. */
export type Judged = Pick<Rollout, 'phase' | 'message' | 'short' | 'next'>;

/** What is said of a workload whose pods nobody replaces by itself. */
export function onDelete(older: readonly Pod[], all: number): Judged {
  const names = older.map((pod) => pod.name).toSorted();
  return {
    phase: 'paused',
    message: `Its update strategy is OnDelete: ${String(older.length)} of ${String(all)} pods keep the older revision until somebody deletes them.`,
    short: `${String(older.length)} to delete`,
    next: `Delete them one after the other, each when the one before is ready: kubectl delete pod ${names[0] ?? ''}`,
  };
}
