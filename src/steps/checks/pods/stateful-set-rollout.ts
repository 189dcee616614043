import type { NamespaceState, Pod, StatefulSet } from '../../ports/cluster.ts';
import { type Judged, onDelete } from './on-delete.ts';
import { createEvents } from './pod-creation.ts';
import { diagnosePod, isReady } from './diagnose.ts';
import { doom, findingsOf, restartsOf } from './doom.ts';
import { isFatal } from './finding.ts';
import { leavingPods } from './leaving-pods.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import { isOfCurrentRevision, ordinalOf, podsOfWorkload, revisionNumber, type Workload } from './workload.ts';

interface Seen {
  readonly set: StatefulSet;
  readonly state: NamespaceState;
  readonly rules: RolloutRules;
  /** Not being removed. */
  readonly updated: readonly Pod[];
  readonly older: readonly Pod[];
}

/**
 * Judges a StatefulSet. Beyond `kubectl rollout status`, which takes the controller's counts: pods are counted by
 * their own revision, OnDelete is told as what never ends by itself, and a partition as what keeps pods behind.
 */
export function judgeStatefulSet(set: StatefulSet, state: NamespaceState, rules: RolloutRules): Rollout {
  const workload: Workload = { kind: 'StatefulSet', object: set };
  const all = podsOfWorkload(workload, state).filter((pod) => pod.deletedAt === undefined);
  const updated = all.filter((pod) => isOfCurrentRevision(pod, workload, state));
  const older = all.filter((pod) => !updated.includes(pod));
  const made = state.controllerRevisions.find((one) => one.name === set.updateRevision)?.createdAt;
  const lacking = all.length < set.replicas ? createEvents(set, made, state.events) : [];
  const findings = findingsOf(updated, state, lacking);
  const base: Rollout = {
    workload: set.name,
    kind: 'StatefulSet',
    phase: 'progressing',
    message: '',
    short: '',
    desired: set.replicas,
    ready: all.filter(isReady).length,
    restarts: restartsOf(updated),
    revision: revisionNumber(workload, state),
    findings,
    leaving: leavingPods(workload, made, state, rules),
    ...(made === undefined ? {} : { since: made }),
  };
  if (set.observedGeneration < set.generation) {
    const message = 'Waiting for the cluster to take notice of the change.';
    return { ...base, phase: 'unobserved', message, short: 'not noticed yet' };
  }
  if (set.replicas === 0 && !rules.zeroExpected) {
    const message = 'It is scaled to 0 pods, so nothing would run.';
    return {
      ...base,
      phase: 'stopped',
      message,
      short: 'scaled to 0',
      next: 'Scale it, or allow it with allow-zero',
    };
  }
  const doomed = doom(updated, findings, rules);
  if (doomed !== undefined) {
    const left = `. A pod that never became ready must then be deleted by hand: kubectl delete pod ${doomed.pod}`;
    const next = doomed.reason === 'FailedCreate' ? doomed.next : `${doomed.next}${left}`;
    return { ...base, phase: 'failed', message: doomed.message, short: doomed.reason, next };
  }
  const seen = { set, state, rules, updated, older };
  return { ...base, ...(heldUp(seen) ?? byHand(seen) ?? completion(seen)) };
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
