import type { Condition, Deployment, NamespaceState, Pod, ReplicaSet } from '../../ports/cluster.ts';
import { isReady } from './diagnose.ts';
import { doom, findingsOf, restartsOf } from './doom.ts';
import { leavingPods } from './leaving-pods.ts';
import { createFindings } from './pod-creation.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import { currentReplicaSet } from './workload.ts';

/**
 * Judges a Deployment in the order of `kubectl rollout status` (observed generation, deadline, updated, old
 * ones gone, available), and beyond it: a paused or empty one does not count as done, ReplicaFailure
 * fails, and a revision whose pods are all doomed fails at once.
 */
export function judgeDeployment(deployment: Deployment, state: NamespaceState, rules: RolloutRules): Rollout {
  const base = baseOf(deployment);
  if (deployment.paused) {
    const next = `Resume it: kubectl rollout resume deployment/${deployment.name}`;
    return {
      ...base,
      phase: 'paused',
      message: 'Its rollout is paused and would never end.',
      short: 'paused',
      next,
    };
  }
  if (deployment.observedGeneration < deployment.generation) {
    const message = 'Waiting for the cluster to take notice of the change.';
    return { ...base, phase: 'unobserved', message, short: 'not noticed yet' };
  }
  if (deployment.replicas === 0 && !rules.zeroExpected) {
    const next = `Scale it, or allow it with allow-zero`;
    const message = 'It is scaled to 0 pods, so nothing would run.';
    return { ...base, phase: 'stopped', message, short: 'scaled to 0', next };
  }
  return judgeRevision(deployment, state, rules, base);
}

function baseOf(deployment: Deployment): Rollout {
  return {
    workload: deployment.name,
    kind: 'Deployment',
    phase: 'progressing',
    message: '',
    short: '',
    desired: deployment.replicas,
    ready: 0,
    restarts: 0,
    revision: deployment.revision,
    findings: [],
    leaving: [],
  };
}

function judgeRevision(
  deployment: Deployment,
  state: NamespaceState,
  rules: RolloutRules,
  empty: Rollout,
): Rollout {
  const replicaSet = currentReplicaSet(deployment, state);
  const pods = podsOf(replicaSet, state);
  const findings = findingsOf(pods, state, createFindings(deployment, replicaSet));
  const base = {
    ...empty,
    ready: pods.filter(isReady).length,
    restarts: restartsOf(pods),
    findings,
    leaving: leavingPods({ kind: 'Deployment', object: deployment }, replicaSet?.createdAt, state, rules),
    ...(replicaSet?.createdAt === undefined ? {} : { since: replicaSet.createdAt }),
  };
  const doomed = doom(pods, findings, rules);
  if (doomed !== undefined) {
    return { ...base, phase: 'failed', message: doomed.message, short: doomed.reason, next: doomed.next };
  }
  const late = condition(deployment, 'Progressing');
  if (late?.status === 'False' && late.reason === 'ProgressDeadlineExceeded') {
    const cause = findings[0];
    const message = `It made no progress within its progressDeadlineSeconds.${cause === undefined ? '' : ` ${cause.message}`}`;
    return {
      ...base,
      phase: 'failed',
      message,
      short: 'no progress',
      next: cause?.next ?? 'Look at its pods and events, or roll back',
    };
  }
  return { ...base, ...completion(deployment) };
}

function completion(deployment: Deployment): Pick<Rollout, 'phase' | 'message' | 'short'> {
  const { replicas, pods } = deployment;
  if (pods.updated < replicas) {
    const count = of(pods.updated, replicas);
    return {
      phase: 'progressing',
      message: `${count} pods are of the new revision.`,
      short: `${count} updated`,
    };
  }
  if (pods.total > pods.updated) {
    const old = pods.total - pods.updated;
    const message = `${String(old)} old pod${old === 1 ? '' : 's'} still to end.`;
    return { phase: 'terminating', message, short: `${String(old)} old ending` };
  }
  if (pods.available < pods.updated) {
    const count = of(pods.available, pods.updated);
    return { phase: 'progressing', message: `${count} pods are available.`, short: `${count} available` };
  }
  return { phase: 'complete', message: 'Rolled out.', short: 'Rolled out' };
}

function of(some: number, all: number): string {
  return `${String(some)} of ${String(all)}`;
}

/** The pods of a ReplicaSet that are not being removed. */
function podsOf(replicaSet: ReplicaSet | undefined, state: NamespaceState): readonly Pod[] {
  if (replicaSet === undefined) return [];
  return state.pods.filter((pod) => pod.owner?.uid === replicaSet.uid && pod.deletedAt === undefined);
}

function condition(deployment: Deployment, type: string): Condition | undefined {
  return deployment.conditions.find((one) => one.type === type);
}
