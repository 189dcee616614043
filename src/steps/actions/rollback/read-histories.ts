import type { Target } from '../../checks/targets.ts';
import type { RunContext } from '../../context.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { openSnapshot } from '../snapshot/open-snapshot.ts';
import { historyOf, type ServiceHistory } from './history.ts';

/** Histories, with the snapshot they are compared with; or in a sentence why it can't be used. */
export type ReadHistories =
  | {
      readonly kind: 'read';
      readonly histories: readonly ServiceHistory[];
      /** Every object of the snapshot; none where no snapshot is given. */
      readonly saved: readonly Manifest[];
      readonly folder: string | undefined;
    }
  | { readonly kind: 'unusable'; readonly why: string };

/** Reads the revisions of services. `snapshot` is empty where there is none. Rejects with ClusterError. */
export async function readHistories(
  targets: readonly Target[],
  snapshot: string,
  cluster: Cluster,
  context: RunContext,
): Promise<ReadHistories> {
  const opened = snapshot === '' ? undefined : await openSnapshot(snapshot, 'all', cluster, context);
  if (opened?.kind === 'unusable') return opened;
  const saved = opened?.objects ?? [];
  const facts = {
    deployments: (await cluster.list({ kind: 'Deployment', apiVersions: ['apps/v1'] })) ?? [],
    replicaSets: (await cluster.list({ kind: 'ReplicaSet', apiVersions: ['apps/v1'] })) ?? [],
    saved: saved.filter((object) => object['kind'] === 'Deployment'),
  };
  return {
    kind: 'read',
    histories: targets.map((target) => historyOf(target, facts)),
    saved,
    folder: opened?.folder,
  };
}
