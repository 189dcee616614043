import type { DaemonSet, NamespaceState, Pod } from '../../ports/cluster.ts';
import { judgeControlled } from './controlled-rollout.ts';
import { type Judged, onDelete } from './on-delete.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import { currentRevision } from './workload.ts';

/**
 * Judges a DaemonSet in the order of `kubectl rollout status` (observed generation, updated, available), and beyond
 * it: no node to run on is not done, OnDelete is told as what never ends by itself, and a revision whose pods are
 * all doomed fails at once.
 */
export function judgeDaemonSet(set: DaemonSet, state: NamespaceState, rules: RolloutRules): Rollout {
  return judgeControlled({ kind: 'DaemonSet', object: set }, state, rules, {
    desired: set.pods.desired,
    made: currentRevision(set, state)?.createdAt,
    counted: ({ updated }) => updated,
    none: {
      message: 'No node is for it, so nothing would run.',
      short: 'no node',
      next: 'Compare its node selector and tolerations with the nodes, or allow it with allow-zero',
    },
    advice: ({ next }) => next,
    judge: ({ older }) =>
      set.strategy === 'OnDelete' && older.length > 0
        ? onDelete(older, set.pods.desired)
        : completion(set, older),
  });
}

function completion(set: DaemonSet, older: readonly Pod[]): Judged {
  const { desired, updated, available } = set.pods;
  if (updated < desired || older.length > 0) {
    const count = `${String(Math.min(updated, desired - older.length))} of ${String(desired)}`;
    return {
      phase: 'progressing',
      message: `${count} pods are of the new revision.`,
      short: `${count} updated`,
    };
  }
  if (available < desired) {
    const count = `${String(available)} of ${String(desired)}`;
    return { phase: 'progressing', message: `${count} pods are available.`, short: `${count} available` };
  }
  return { phase: 'complete', message: 'Rolled out.', short: 'Rolled out' };
}
