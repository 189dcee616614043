import { describeDifference, differences } from '../../manifest/compare.ts';
import { nameOf, strip, titleOf } from '../../manifest/strip.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { snapshotKinds } from './kinds.ts';
import { type ForeignChange, foreignChanges } from './writers.ts';

/** An object that is no longer as it was saved. */
export interface ObjectChange {
  readonly title: string;
  /** Undefined: it is gone. */
  readonly live: Manifest | undefined;
  /** What differs, one line each. */
  readonly lines: readonly string[];
  /** What of it others than this program have changed. */
  readonly foreign: readonly ForeignChange[];
}

/**
 * Compares objects of a snapshot with the live ones. `autoscaled`: Deployments whose number of pods is an
 * autoscaler's, and no change. Rejects with ClusterError.
 */
export async function changesSince(
  cluster: Cluster,
  saved: readonly Manifest[],
  autoscaled: ReadonlySet<string>,
): Promise<readonly ObjectChange[]> {
  const live = new Map<string, Manifest>();
  for (const kind of snapshotKinds) {
    if (!saved.some((object) => object['kind'] === kind.kind)) continue;
    for (const object of (await cluster.list(kind)) ?? []) live.set(titleOf(object), object);
  }
  return saved
    .map((object) => changeOf(object, live.get(titleOf(object)), autoscaled))
    .filter((change) => change !== undefined);
}

function changeOf(
  saved: Manifest,
  live: Manifest | undefined,
  autoscaled: ReadonlySet<string>,
): ObjectChange | undefined {
  const title = titleOf(saved);
  if (live === undefined) return { title, live, lines: ['it is gone'], foreign: [] };
  const keepReplicas = !(saved['kind'] === 'Deployment' && autoscaled.has(nameOf(saved)));
  const differing = differences(strip(saved, { keepReplicas }), strip(live, { keepReplicas }));
  if (differing.length === 0) return undefined;
  return {
    title,
    live,
    lines: differing.map(describeDifference),
    foreign: foreignChanges(saved, live, differing),
  };
}

/** `kubectl-edit at 2026-03-02T10:00:00Z: spec.replicas: 2 → 3`, one line for each who changed it. */
export function foreignLines({ foreign }: ObjectChange): readonly string[] {
  return foreign.map(({ manager, time, differences: changed }) => {
    const when = time === undefined ? '' : ` at ${time}`;
    return `${manager}${when}: ${changed.map(describeDifference).join('; ')}`;
  });
}
