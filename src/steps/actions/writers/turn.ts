import { clusterError } from '../../checks/watch-until.ts';
import type { Cluster, ClusterError, Manifest, ResourceKind } from '../../ports/cluster.ts';
import type { Turn, Writer } from './mark.ts';

export const deploymentKind: ResourceKind = { kind: 'Deployment', apiVersions: ['apps/v1'] };
export const cronJobKind: ResourceKind = { kind: 'CronJob', apiVersions: ['batch/v1', 'batch/v1beta1'] };

/** What became of one writer. */
export type Turned =
  | { readonly writer: Writer; readonly result: 'turned' | 'unchanged' }
  | { readonly writer: Writer; readonly result: 'failed'; readonly error: ClusterError };

/** How often a change is made again over a newer version of the object. */
const mostConflicts = 5;

/**
 * Stops or starts one object. The change holds for the version that was looked at; if the object has changed since
 * (its controller writes its status at any moment), it is looked at anew. Undefined: there is nothing to turn. Rejects
 * only where the object can't be looked at.
 */
export async function turn(
  cluster: Cluster,
  kind: ResourceKind,
  name: string,
  plan: (object: Manifest) => Turn | undefined,
): Promise<Turned | undefined> {
  for (let conflicts = 0; ; conflicts += 1) {
    const object = await cluster.get(kind, name);
    const planned = object === undefined ? undefined : plan(object);
    if (planned === undefined) return undefined;
    const { writer, patch } = planned;
    if (patch === undefined) return { writer, result: 'unchanged' };
    const error = await patched(cluster, kind, name, patch);
    if (error === undefined) return { writer, result: 'turned' };
    if (error.reason !== 'conflict' || conflicts >= mostConflicts) return { writer, result: 'failed', error };
  }
}

/** Why the patch was refused; undefined: it was not. */
async function patched(
  cluster: Cluster,
  kind: ResourceKind,
  name: string,
  patch: Manifest,
): Promise<ClusterError | undefined> {
  try {
    await cluster.patch(kind, name, patch, { fieldManager: 'teei-runbook' });
    return undefined;
  } catch (thrown) {
    return clusterError(thrown);
  }
}
