import type { NamespaceState, Pod } from '../../ports/cluster.ts';
import { diagnosePod, isReady } from './diagnose.ts';
import { type Finding, gravestFirst, isFatal } from './finding.ts';
import type { RolloutRules } from './rollout.ts';

/** What is wrong with the pods, and with their making, gravest first. */
export function findingsOf(
  pods: readonly Pod[],
  state: NamespaceState,
  more: readonly Finding[],
): readonly Finding[] {
  const found = pods.map((pod) => diagnosePod(pod, state.events)).filter((finding) => finding !== undefined);
  return gravestFirst([...more, ...found]);
}

/**
 * The finding that dooms the revision. All of its pods must be doomed (as krane has it: one unlucky pod is not
 * the release's fault), except that a crash loop decides as soon as no pod of the revision serves.
 */
export function doom(
  pods: readonly Pod[],
  findings: readonly Finding[],
  rules: RolloutRules,
): Finding | undefined {
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

/** Restarts of all containers of the pods. */
export function restartsOf(pods: readonly Pod[]): number {
  return pods.reduce(
    (sum, pod) => sum + pod.containers.reduce((inPod, container) => inPod + container.restarts, 0),
    0,
  );
}
