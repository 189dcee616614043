import type { Evidence } from '../../outcome.ts';
import type { Cluster } from '../../ports/cluster.ts';
import type { FindingReason } from './finding.ts';
import type { ServiceRollout } from './rollout.ts';

/** What a node that went away may look like from a pod. */
const perhapsTheNode: ReadonlySet<FindingReason> = new Set([
  'NodeLost',
  'Starting',
  'NotReady',
  'Unschedulable',
  'FailedCreatePodSandBox',
  'Evicted',
]);

/**
 * Evidence for nodes that are not ready, where what is wrong with the pods may come from one. Nothing where the
 * account may not read nodes: the pods are told all the same.
 */
export async function lostNodes(
  check: string,
  cluster: Cluster,
  bad: readonly ServiceRollout[],
): Promise<readonly Evidence[]> {
  const reasons = bad.flatMap(({ rollout }) => rollout.findings.map(({ reason }) => reason));
  if (!reasons.some((reason) => perhapsTheNode.has(reason))) return [];
  const readiness = await cluster.readiness().catch(() => undefined);
  return (readiness?.nodes ?? [])
    .filter((node) => !node.ready)
    .map((node) => ({
      check,
      result: 'fail',
      what: `node ${node.name}`,
      expected: 'ready',
      observed: `not ready${node.troubles.map(({ type, message }) => `; ${type}: ${message}`).join('')}`,
      ...(node.since === undefined ? {} : { since: node.since }),
      next: `Look at node ${node.name}: kubectl describe node ${node.name}`,
    }));
}
