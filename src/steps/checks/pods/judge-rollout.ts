import type { NamespaceState } from '../../ports/cluster.ts';
import { judgeDaemonSet } from './daemon-set-rollout.ts';
import { judgeDeployment } from './deployment-rollout.ts';
import type { Rollout, RolloutRules } from './rollout.ts';
import { judgeStatefulSet } from './stateful-set-rollout.ts';
import { findWorkload, type Workload, type WorkloadKind, workloadKey } from './workload.ts';

/**
 * Judges the rollout of a workload from what is seen of the namespace. Pods of the current revision alone count, and
 * a revision fails as soon as all of its pods are doomed.
 */
export function judgeRollout(
  name: string,
  state: NamespaceState,
  rules: RolloutRules,
  kind: WorkloadKind = 'Deployment',
): Rollout {
  const workload = findWorkload({ kind, name }, state);
  if (workload === undefined) return missingRollout(kind, name);
  const judged = judge(workload, state, rules);
  const pinned = rules.pinned?.(workloadKey(kind, name));
  return pinned === undefined || pinned === workload.object.template ? judged : superseded(judged, kind);
}

function judge(workload: Workload, state: NamespaceState, rules: RolloutRules): Rollout {
  switch (workload.kind) {
    case 'Deployment':
      return judgeDeployment(workload.object, state, rules);
    case 'StatefulSet':
      return judgeStatefulSet(workload.object, state, rules);
    case 'DaemonSet':
      return judgeDaemonSet(workload.object, state, rules);
  }
}

function missingRollout(kind: WorkloadKind, name: string): Rollout {
  return {
    workload: name,
    kind,
    phase: 'missing',
    message: `There is no ${kind} ${name}.`,
    short: `no ${kind}`,
    desired: 0,
    ready: 0,
    restarts: 0,
    revision: undefined,
    findings: [],
    leaving: [],
    next: 'Check its name in platform.yaml, and that it was deployed',
  };
}

/** What is rolled out now is not what is waited for: it is told, however well it goes. */
function superseded(judged: Rollout, kind: WorkloadKind): Rollout {
  const revision = judged.revision === undefined ? '' : `; it is at revision ${judged.revision} now`;
  return {
    ...judged,
    phase: 'superseded',
    message: `Somebody else has changed it meanwhile: its pod template is not the one that is waited for${revision}.`,
    short: 'changed by others',
    next: `Find out who: kubectl get ${kind.toLowerCase()} ${judged.workload} -o yaml --show-managed-fields. Then go back to the diff, or roll back`,
  };
}
