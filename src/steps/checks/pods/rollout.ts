import type { Condition, Deployment, NamespaceState, Pod, ReplicaSet } from '../../ports/cluster.ts';
import { diagnosePod, isReady } from './diagnose.ts';
import { type Finding, gravestFirst, isFatal } from './finding.ts';
import { createFindings } from './pod-creation.ts';
import { removalFinding } from './pod-removal.ts';

/** How the rollout of one Deployment stands. */
export interface Rollout {
  readonly deployment: string;
  readonly phase:
    | 'missing'
    | 'paused'
    | 'unobserved'
    | 'stopped'
    | 'progressing'
    | 'terminating'
    | 'complete'
    | 'failed';
  /** One sentence. */
  readonly message: string;
  readonly desired: number;
  readonly ready: number;
  readonly revision: string | undefined;
  /** ISO time at which its ReplicaSet was made. */
  readonly since?: string;
  /** Gravest first; of pods of the current revision only. */
  readonly findings: readonly Finding[];
  /** Pods, of any revision, that should long be gone. They keep nothing from being rolled out. */
  readonly leaving: readonly Finding[];
  readonly next?: string;
}

/** A service and how its rollout stands. */
export interface ServiceRollout {
  readonly service: string;
  readonly rollout: Rollout;
}

export interface RolloutRules {
  /** Zero wanted pods is what is expected. */
  readonly zeroExpected: boolean;
  /** Milliseconds for which a finding has been seen, by our own clock. */
  age(finding: Finding): number;
}

/**
 * Judges a Deployment in the order of `kubectl rollout status` (observed generation, deadline, updated, old
 * ones gone, available), and beyond it: a missing, paused or empty one does not count as done, ReplicaFailure
 * fails, and a revision whose pods are all doomed fails at once.
 */
export function judgeRollout(name: string, state: NamespaceState, rules: RolloutRules): Rollout {
  const deployment = state.deployments.find((one) => one.name === name);
  if (deployment === undefined) {
    return {
      deployment: name,
      phase: 'missing',
      message: `There is no Deployment ${name}.`,
      desired: 0,
      ready: 0,
      revision: undefined,
      findings: [],
      leaving: [],
      next: 'Check its name in platform.yaml, and that it was deployed',
    };
  }
  const base = baseOf(deployment);
  if (deployment.paused) {
    const next = `Resume it: kubectl rollout resume deployment/${name}`;
    return { ...base, phase: 'paused', message: 'Its rollout is paused and would never end.', next };
  }
  if (deployment.observedGeneration < deployment.generation) {
    return { ...base, phase: 'unobserved', message: 'Waiting for the cluster to take notice of the change.' };
  }
  if (deployment.replicas === 0 && !rules.zeroExpected) {
    const next = `Scale it, or allow it with allow-zero`;
    return { ...base, phase: 'stopped', message: 'It is scaled to 0 pods, so nothing would run.', next };
  }
  return judgeRevision(deployment, state, rules, base);
}

function baseOf(deployment: Deployment): Rollout {
  return {
    deployment: deployment.name,
    phase: 'progressing',
    message: '',
    desired: deployment.replicas,
    ready: 0,
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
  const findings = gravestFirst([
    ...createFindings(deployment, replicaSet),
    ...pods.map((pod) => diagnosePod(pod, state.events)).filter((finding) => finding !== undefined),
  ]);
  const base = {
    ...empty,
    ready: pods.filter(isReady).length,
    findings,
    leaving: leavingPods(deployment, replicaSet, state, rules),
    ...(replicaSet?.createdAt === undefined ? {} : { since: replicaSet.createdAt }),
  };
  const doomed = doom(pods, findings, rules);
  if (doomed !== undefined) return { ...base, phase: 'failed', message: doomed.message, next: doomed.next };
  const late = condition(deployment, 'Progressing');
  if (late?.status === 'False' && late.reason === 'ProgressDeadlineExceeded') {
    const cause = findings[0];
    const message = `It made no progress within its progressDeadlineSeconds.${cause === undefined ? '' : ` ${cause.message}`}`;
    return {
      ...base,
      phase: 'failed',
      message,
      next: cause?.next ?? 'Look at its pods and events, or roll back',
    };
  }
  return { ...base, ...completion(deployment) };
}

function completion(deployment: Deployment): Pick<Rollout, 'phase' | 'message'> {
  const { replicas, pods } = deployment;
  if (pods.updated < replicas) {
    return { phase: 'progressing', message: `${of(pods.updated, replicas)} pods are of the new revision.` };
  }
  if (pods.total > pods.updated) {
    const old = pods.total - pods.updated;
    return { phase: 'terminating', message: `${String(old)} old pod${old === 1 ? '' : 's'} still to end.` };
  }
  if (pods.available < pods.updated) {
    return { phase: 'progressing', message: `${of(pods.available, pods.updated)} pods are available.` };
  }
  return { phase: 'complete', message: 'Rolled out.' };
}

function of(some: number, all: number): string {
  return `${String(some)} of ${String(all)}`;
}

/** The ReplicaSet of the revision that the Deployment is at. Undefined for a moment after a change. */
export function currentReplicaSet(deployment: Deployment, state: NamespaceState): ReplicaSet | undefined {
  return state.replicaSets.find(
    (one) =>
      one.owner?.uid === deployment.uid && one.revision !== undefined && one.revision === deployment.revision,
  );
}

/** The pods of a ReplicaSet that are not being removed. */
function podsOf(replicaSet: ReplicaSet | undefined, state: NamespaceState): readonly Pod[] {
  if (replicaSet === undefined) return [];
  return state.pods.filter((pod) => pod.owner?.uid === replicaSet.uid && pod.deletedAt === undefined);
}

/** How long a pod may take to go, beyond its own grace period. */
const longRemoval = 60_000;

function leavingPods(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  state: NamespaceState,
  rules: RolloutRules,
): readonly Finding[] {
  const sets = new Set(
    state.replicaSets.filter((one) => one.owner?.uid === deployment.uid).map((one) => one.uid),
  );
  return state.pods.flatMap((pod) => {
    if (pod.deletedAt === undefined || !sets.has(pod.owner?.uid ?? '')) return [];
    const finding = removalFinding(pod, state.events);
    if (finding === undefined) return [];
    // Both times are the cluster's own: it should have been gone before this revision began.
    const overdue = current?.createdAt !== undefined && pod.deletedAt < current.createdAt;
    return rules.age(finding) >= longRemoval || overdue ? [finding] : [];
  });
}

function condition(deployment: Deployment, type: string): Condition | undefined {
  return deployment.conditions.find((one) => one.type === type);
}

/**
 * The finding that dooms the revision. All of its pods must be doomed (as krane has it: one unlucky pod is not
 * the release's fault), except that a crash loop decides as soon as no pod of the revision serves.
 */
function doom(pods: readonly Pod[], findings: readonly Finding[], rules: RolloutRules): Finding | undefined {
  const fatal = findings.filter((finding) => isFatal(finding, rules.age(finding)));
  const worst = fatal[0];
  if (worst === undefined) return undefined;
  const refused = fatal.find((finding) => finding.reason === 'FailedCreate');
  if (refused !== undefined) return refused;
  const doomed = new Set(fatal.map((finding) => finding.pod));
  if (pods.every((pod) => doomed.has(pod.name))) return worst;
  const looping = fatal.find(
    (finding) => finding.reason === 'CrashLoopBackOff' || finding.reason === 'OOMKilled',
  );
  return pods.some(isReady) ? undefined : looping;
}
