import { fieldManager } from '../../actions/snapshot/kinds.ts';
import { autoscaledWorkloads, isAutoscaled, toApply } from '../../manifest/autoscaled.ts';
import { serviceOfObject } from '../../manifest/service-objects.ts';
import { several } from '../../manifest/several.ts';
import { titleOf } from '../../manifest/strip.ts';
import type { Service } from '../../../runbook/inventory.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import type { Change } from './rollout-peak.ts';

/** Which services there are, and which of them the release is for. */
export interface ReleaseScope {
  readonly all: readonly Service[];
  readonly asked: readonly Service[];
}

const kinds = ['Deployment', 'StatefulSet'] as const;

/**
 * What a release would make of its Deployments and StatefulSets: each is applied for trial, as it will be, so that defaults
 * and what others own are in it. Nothing is kept. Rejects with ClusterError.
 */
export async function plannedChanges(
  objects: readonly Manifest[],
  cluster: Cluster,
  { all, asked }: ReleaseScope,
): Promise<readonly Change[]> {
  const workloads = objects
    .filter((object) => kinds.some((kind) => kind === object['kind']))
    .map((workload) => ({ workload, service: serviceOfObject(workload, all) }))
    .filter(({ service }) => service === undefined || asked.some(({ name }) => name === service.name));
  const [autoscaled, ...present] = await Promise.all([
    autoscaledWorkloads(objects, cluster),
    ...kinds.map((kind) => cluster.list({ kind, apiVersions: ['apps/v1'] })),
  ]);
  const live = new Map(present.flatMap((list) => list ?? []).map((object) => [titleOf(object), object]));
  return several(workloads, async ({ workload, service }): Promise<Change> => {
    const title = titleOf(workload);
    const before = live.get(title);
    const wanted = toApply(workload, before, isAutoscaled(workload, autoscaled));
    const after = await cluster.serverSideApply(wanted, { fieldManager, force: true, dryRun: true });
    return { workload: title, before, after, wave: service?.wave ?? 0 };
  });
}
