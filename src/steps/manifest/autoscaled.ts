import type { Cluster, Manifest, ResourceKind } from '../ports/cluster.ts';
import { field, items, record, text, without } from './json.ts';
import { nameOf } from './strip.ts';
import { fieldManager } from '../actions/snapshot/kinds.ts';

const autoscaler: ResourceKind = {
  kind: 'HorizontalPodAutoscaler',
  apiVersions: ['autoscaling/v2', 'autoscaling/v1'],
};

/** `Deployment/api` of every workload whose number of pods an autoscaler of the manifest or of the cluster owns. */
export async function autoscaledWorkloads(
  objects: readonly Manifest[],
  cluster: Cluster,
): Promise<ReadonlySet<string>> {
  const live = (await cluster.list(autoscaler)) ?? [];
  const all = [...objects.filter((object) => object['kind'] === autoscaler.kind), ...live];
  return new Set(all.map((each) => targetOf(each)));
}

/** Whether an autoscaler of that list owns its number of pods. */
export function isAutoscaled(object: Manifest, autoscaled: ReadonlySet<string>): boolean {
  return autoscaled.has(`${text(object['kind']) ?? ''}/${nameOf(object)}`);
}

/** `Deployment/api`: what an autoscaler scales. */
export function targetOf(autoscalerObject: Manifest): string {
  const target = field(autoscalerObject, 'spec', 'scaleTargetRef');
  return `${text(field(target, 'kind')) ?? ''}/${text(field(target, 'name')) ?? ''}`;
}

/**
 * The object as it is sent. Where an autoscaler owns the number of pods it is left out; but a field that only
 * this program has ever set would be taken away by that and fall back to 1, so then the present number is sent
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership).
 */
export function toApply(manifest: Manifest, live: Manifest | undefined, autoscaled: boolean): Manifest {
  if (!autoscaled || live === undefined) return manifest;
  const spec = without(record(manifest['spec']), ['replicas']);
  if (!isOnlyOurs(live)) return { ...manifest, spec };
  return { ...manifest, spec: { ...spec, replicas: field(live, 'spec', 'replicas') } };
}

/** Whether nobody but this program has set the number of pods. */
function isOnlyOurs(live: Manifest): boolean {
  const owners = items(field(live, 'metadata', 'managedFields')).filter(
    (entry) => field(entry, 'fieldsV1', 'f:spec', 'f:replicas') !== undefined,
  );
  return owners.length > 0 && owners.every((entry) => field(entry, 'manager') === fieldManager);
}
