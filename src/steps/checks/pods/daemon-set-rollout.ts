import type { DaemonSet, NamespaceState, Pod } from '../../ports/cluster.ts';
import { onDelete } from './on-delete.ts';
import { createEvents } from './pod-creation.ts';
import { isReady } from './diagnose.ts';
import { doom, findingsOf, restartsOf } from './doom.ts';
import { leavingPods } from './leaving-pods.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import {
  currentRevision,
  isOfCurrentRevision,
  podsOfWorkload,
  revisionNumber,
  type Workload,
} from './workload.ts';

/**
 * Judges a DaemonSet in the order of `kubectl rollout status` (observed generation, updated, available), and beyond
 * it: no node to run on is not done, OnDelete is told as what never ends by itself, and a revision whose pods are
 * all doomed fails at once.
 */
export function judgeDaemonSet(set: DaemonSet, state: NamespaceState, rules: RolloutRules): Rollout {
  const workload: Workload = { kind: 'DaemonSet', object: set };
  const all = podsOfWorkload(workload, state).filter((pod) => pod.deletedAt === undefined);
  const updated = all.filter((pod) => isOfCurrentRevision(pod, workload, state));
  const older = all.filter((pod) => !updated.includes(pod));
  const made = currentRevision(set, state)?.createdAt;
  const lacking = all.length < set.pods.desired ? createEvents(set, made, state.events) : [];
  const findings = findingsOf(updated, state, lacking);
  const base: Rollout = {
    workload: set.name,
    kind: 'DaemonSet',
    phase: 'progressing',
    message: '',
    short: '',
    desired: set.pods.desired,
    ready: updated.filter(isReady).length,
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
  if (set.pods.desired === 0 && !rules.zeroExpected) {
    const next = 'Compare its node selector and tolerations with the nodes, or allow it with allow-zero';
    const message = 'No node is for it, so nothing would run.';
    return { ...base, phase: 'stopped', message, short: 'no node', next };
  }
  const doomed = doom(updated, findings, rules);
  if (doomed !== undefined) {
    return { ...base, phase: 'failed', message: doomed.message, short: doomed.reason, next: doomed.next };
  }
  if (set.strategy === 'OnDelete' && older.length > 0) {
    return { ...base, ...onDelete(older, set.pods.desired) };
  }
  return { ...base, ...completion(set, older) };
}

function completion(set: DaemonSet, older: readonly Pod[]): Pick<Rollout, 'phase' | 'message' | 'short'> {
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
