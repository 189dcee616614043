import type { NamespaceState } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';
import { removalFinding } from './pod-removal.ts';
import type { RolloutRules } from './rollout.ts';
import { podsOfWorkload, type Workload } from './workload.ts';

/** How long a pod may take to go, beyond its own grace period, in milliseconds. */
const longRemoval = 60_000;

/** Pods, of any revision, that should long be gone. `revisionMade`: ISO time at which the present revision began. */
export function leavingPods(
  workload: Workload,
  revisionMade: string | undefined,
  state: NamespaceState,
  rules: RolloutRules,
): readonly Finding[] {
  return podsOfWorkload(workload, state).flatMap((pod) => {
    if (pod.deletedAt === undefined) return [];
    const finding = removalFinding(pod, state.events);
    if (finding === undefined) return [];
    // Both times are the cluster's own: it should have been gone before this revision began.
    const overdue = revisionMade !== undefined && pod.deletedAt < revisionMade;
    return rules.age(finding) >= longRemoval || overdue ? [finding] : [];
  });
}
