import type { NamespaceState, Pod } from '../../ports/cluster.ts';
import { isReady } from './diagnose.ts';
import { doom, findingsOf, restartsOf } from './doom.ts';
import type { Finding } from './finding.ts';
import { leavingPods } from './leaving-pods.ts';
import type { Judged } from './on-delete.ts';
import { createEvents } from './pod-creation.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import { isOfCurrentRevision, podsOfWorkload, revisionNumber, type Workload } from './workload.ts';

/** A workload whose controller makes its pods itself, without ReplicaSets between. */
export type Controlled = Exclude<Workload, { readonly kind: 'Deployment' }>;

/** The pods of such a workload that are not being removed. */
export interface ControlledPods {
  readonly updated: readonly Pod[];
  readonly older: readonly Pod[];
}

/** What is not the same for StatefulSets and DaemonSets. */
export interface ControlledRules {
  /** Wanted number of pods. */
  readonly desired: number;
  /** When the present revision was made. */
  readonly made: string | undefined;
  /** Which pods count as ready: all, or those of the present revision alone. */
  readonly counted: (pods: ControlledPods) => readonly Pod[];
  /** What is said where none is wanted. */
  readonly none: Pick<Judged, 'message' | 'short' | 'next'>;
  /** What to do about a revision that can't succeed. */
  readonly advice: (doomed: Finding) => string;
  /** Where it stands otherwise. */
  readonly judge: (pods: ControlledPods) => Judged;
}

/**
 * Judges such a workload: not noticed by its controller yet, wanted nowhere, doomed, and then by the rules of its
 * kind. A revision whose pods are all doomed fails at once.
 */
export function judgeControlled(
  workload: Controlled,
  state: NamespaceState,
  rules: RolloutRules,
  own: ControlledRules,
): Rollout {
  const { object } = workload;
  const all = podsOfWorkload(workload, state).filter((pod) => pod.deletedAt === undefined);
  const updated = all.filter((pod) => isOfCurrentRevision(pod, workload, state));
  const pods = { updated, older: all.filter((pod) => !updated.includes(pod)) };
  const { desired, made } = own;
  const lacking = all.length < desired ? createEvents(object, made, state.events) : [];
  const findings = findingsOf(updated, state, lacking);
  const base: Omit<Rollout, keyof Judged> = {
    workload: object.name,
    kind: workload.kind,
    desired,
    ready: own.counted(pods).filter(isReady).length,
    restarts: restartsOf(updated),
    revision: revisionNumber(workload, state),
    findings,
    leaving: leavingPods(workload, made, state, rules),
    ...(made === undefined ? {} : { since: made }),
  };
  return { ...base, ...standing(workload, rules, own, pods, findings) };
}

function standing(
  { object }: Controlled,
  rules: RolloutRules,
  own: ControlledRules,
  pods: ControlledPods,
  findings: readonly Finding[],
): Judged {
  if (object.observedGeneration < object.generation) {
    const message = 'Waiting for the cluster to take notice of the change.';
    return { phase: 'unobserved', message, short: 'not noticed yet' };
  }
  if (own.desired === 0 && !rules.zeroExpected) return { phase: 'stopped', ...own.none };
  const doomed = doom(pods.updated, findings, rules);
  if (doomed === undefined) return own.judge(pods);
  return { phase: 'failed', message: doomed.message, short: doomed.reason, next: own.advice(doomed) };
}
