import type { Plan, StepKinds } from '../../session/plan.ts';
import { allSteps } from '../../session/plan.ts';

/** Programs that talk to the cluster of the kubeconfig. */
const clusterTools = /(?:^|[\s;&|(`$])(?:kubectl|helm|kustomize|k9s|stern)\s/m;

export type ClusterNeed = 'required' | 'wanted' | 'no';

/**
 * Whether a plan needs a cluster: `required` where a runbook or a step says so, `wanted` where a
 * file without any annotation uses one (it is pinned if there is a kubeconfig), `no` otherwise: an author
 * who annotates says so in `requires`.
 */
export function usesCluster(plan: Plan, kinds: StepKinds): ClusterNeed {
  if (plan.files.some(({ requires }) => requires.cluster)) return 'required';
  const steps = allSteps(plan);
  if (steps.some(({ step }) => kinds.get(step.kind)?.needsCluster(step.config) === true)) return 'required';
  return steps.some(({ step, pasted }) => pasted && clusterTools.test(` ${step.body}`)) ? 'wanted' : 'no';
}
