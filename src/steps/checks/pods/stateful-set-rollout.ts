import type { NamespaceState, StatefulSet } from '../../ports/cluster.ts';
import { type ControlledPods, judgeControlled } from './controlled-rollout.ts';
import { diagnosePod, isReady } from './diagnose.ts';
import { isFatal } from './finding.ts';
import { type Judged, onDelete } from './on-delete.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import { ordinalOf } from './workload.ts';

interface Seen extends ControlledPods {
  readonly set: StatefulSet;
  readonly state: NamespaceState;
  readonly rules: RolloutRules;
}

/**
 * Judges a StatefulSet. Beyond `kubectl rollout status`, which takes the controller's counts: pods are counted by
 * their own revision, OnDelete is told as what never ends by itself, and a partition as what keeps pods behind.
 */
export function judgeStatefulSet(set: StatefulSet, state: NamespaceState, rules: RolloutRules): Rollout {
  return judgeControlled({ kind: 'StatefulSet', object: set }, state, rules, {
    desired: set.replicas,
    made: state.controllerRevisions.find((one) => one.name === set.updateRevision)?.createdAt,
    counted: ({ updated, older }) => [...updated, ...older],
    none: {
      message: 'It is scaled to 0 pods, so nothing would run.',
      short: 'scaled to 0',
      next: 'Scale it, or allow it with allow-zero',
    },
    advice: ({ reason, next, pod }) =>
      reason === 'FailedCreate'
        ? next
        : `${next}. A pod that never became ready must then be deleted by hand: kubectl delete pod ${pod}`,
    judge: (pods) => {
      const seen = { set, state, rules, ...pods };
      return heldUp(seen) ?? byHand(seen) ?? completion(seen);
    },
  });
}

/**
 * An older pod that never becomes ready: the controller waits for it before it replaces anything, for ever.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
 */
function heldUp({ set, state, rules, older }: Seen): Judged | undefined {
  if (!set.ordered || set.strategy === 'OnDelete') return undefined;
  const stuck = older
    .map((pod) => diagnosePod(pod, state.events))
    .find((finding) => finding !== undefined && isFatal(finding, rules.age(finding)));
  if (stuck === undefined) return undefined;
  return {
    phase: 'failed',
    message: `Pod ${stuck.pod} of an older revision is not ready and holds up the rollout for ever: ${stuck.message}`,
    short: 'held up',
    next: `Delete it, so that it is made anew: kubectl delete pod ${stuck.pod}`,
  };
}

function byHand({ set, older }: Seen): Judged | undefined {
  if (set.strategy !== 'OnDelete' || older.length === 0) return undefined;
  return onDelete(older, set.replicas);
}

function completion({ set, updated, older }: Seen): Judged {
  const wanted = Math.max(0, set.replicas - set.partition);
  const due = updated.filter((pod) => ordinalOf(pod) >= set.partition);
  if (due.length < wanted) {
    const count = `${String(due.length)} of ${String(wanted)}`;
    return {
      phase: 'progressing',
      message: `${count} pods are of the new revision.`,
      short: `${count} updated`,
    };
  }
  const all = [...updated, ...older];
  const ready = all.filter(isReady).length;
  if (ready < set.replicas) {
    const count = `${String(ready)} of ${String(set.replicas)}`;
    return { phase: 'progressing', message: `${count} pods are ready.`, short: `${count} ready` };
  }
  if (all.length > set.replicas || set.pods.total > set.replicas) {
    return { phase: 'terminating', message: 'Pods too many are still to end.', short: 'old ending' };
  }
  if (older.length === 0) return { phase: 'complete', message: 'Rolled out.', short: 'Rolled out' };
  const kept = `${String(updated.length)} of ${String(set.replicas)} pods`;
  return {
    phase: 'complete',
    message: `Rolled out to ${kept}, as its partition ${String(set.partition)} says.`,
    short: `Rolled out to ${String(updated.length)}`,
  };
}
