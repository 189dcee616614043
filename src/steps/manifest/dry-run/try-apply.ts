import { fieldManager } from '../../actions/snapshot/kinds.ts';
import { liveOf } from '../../actions/snapshot/restore-object.ts';
import { clusterError } from '../../checks/watch-until.ts';
import type { Cluster, ClusterError, Manifest } from '../../ports/cluster.ts';
import { toApply } from '../autoscaled.ts';
import { type Takeover, takeoversOf } from './conflicts.ts';

/** What the server says to an object before it is applied. */
export type Tried =
  | {
      readonly kind: 'taken';
      /** As it is now; undefined where there is none. */
      readonly live: Manifest | undefined;
      /** As it would become. */
      readonly result: Manifest;
      readonly takeovers: readonly Takeover[];
    }
  | { readonly kind: 'refused'; readonly error: ClusterError };

/**
 * Tries to apply an object: validation and admission are asked, and nothing is kept. Rejects with ClusterError where
 * the server could not be asked at all.
 */
export async function tryApply(cluster: Cluster, manifest: Manifest, autoscaled: boolean): Promise<Tried> {
  try {
    const live = await liveOf(cluster, manifest);
    const wanted = toApply(manifest, live, autoscaled);
    const takeovers = await conflictsOf(cluster, wanted);
    const result = await cluster.serverSideApply(wanted, { fieldManager, force: true, dryRun: true });
    return { kind: 'taken', live, result, takeovers: takeovers.filter(isOther) };
  } catch (thrown) {
    return { kind: 'refused', error: refusalOf(thrown) };
  }
}

/** Applied without force, the server names whose fields would be taken over. */
async function conflictsOf(cluster: Cluster, wanted: Manifest): Promise<readonly Takeover[]> {
  try {
    await cluster.serverSideApply(wanted, { fieldManager, force: false, dryRun: true });
    return [];
  } catch (thrown) {
    const error = clusterError(thrown);
    if (error.reason !== 'conflict') throw error;
    return takeoversOf(error.message);
  }
}

/** What this program itself has written in another way (a restored state) is taken over from nobody. */
function isOther({ manager }: Takeover): boolean {
  return manager !== fieldManager;
}

/** The server’s no to an object. What says nothing of the object is thrown on. */
export function refusalOf(thrown: unknown): ClusterError {
  const error = clusterError(thrown);
  if (error.passing || error.reason === 'unauthorized') throw error;
  return error;
}
