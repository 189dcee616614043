import type { Cluster, ClusterError, Manifest } from '../ports/cluster.ts';
import { autoscaledWorkloads, isAutoscaled } from './autoscaled.ts';
import { comparable, comparableDigest, masked, uidOf } from './comparable.ts';
import type { Compared } from './compared-objects.ts';
import { tryApply } from './dry-run/try-apply.ts';
import { text } from './json.ts';
import type { PlannedObject } from './release-plan.ts';
import { several } from './several.ts';
import { nameOf, titleOf } from './strip.ts';
import { objectDiff } from './unified-diff.ts';

/** One object of a manifest, compared with what is in the cluster. */
export type ComparedObject =
  | {
      readonly kind: 'compared';
      readonly title: string;
      readonly planned: PlannedObject;
      /** A unified diff; empty where nothing changes. */
      readonly diff: string;
      readonly compared: Compared;
    }
  | { readonly kind: 'refused'; readonly title: string; readonly error: ClusterError };

/**
 * What applying a manifest would change: each object as it is against what the server says it would become. Rejects
 * with ClusterError where the server could not be asked.
 */
export async function compareRelease(
  objects: readonly Manifest[],
  cluster: Cluster,
): Promise<readonly ComparedObject[]> {
  const autoscaled = await autoscaledWorkloads(objects, cluster);
  return several(objects, (object) => compareObject(object, isAutoscaled(object, autoscaled), cluster));
}

async function compareObject(
  object: Manifest,
  autoscaled: boolean,
  cluster: Cluster,
): Promise<ComparedObject> {
  const title = titleOf(object);
  const tried = await tryApply(cluster, object, autoscaled);
  if (tried.kind === 'refused') return { kind: 'refused', title, error: tried.error };
  const { live, result } = tried;
  const how = { autoscaled, created: live === undefined };
  const planned: PlannedObject = {
    apiVersion: text(object['apiVersion']) ?? '',
    kind: text(object['kind']) ?? '',
    name: nameOf(object),
    change: changeOf(live, result, how),
    uid: live === undefined ? null : (uidOf(live) ?? null),
    live: live === undefined ? null : comparableDigest(live, how),
    result: comparableDigest(result, how),
    autoscaled,
  };
  const before = live === undefined ? undefined : comparable(live, how);
  const after = comparable(result, how);
  const diff = planned.change === 'none' ? '' : objectDiff(title, before, after);
  const compared = { live: before === undefined ? null : masked(before), result: masked(after) };
  return { kind: 'compared', title, planned, diff, compared };
}

function changeOf(
  live: Manifest | undefined,
  result: Manifest,
  how: { readonly autoscaled: boolean; readonly created: boolean },
): PlannedObject['change'] {
  if (live === undefined) return 'create';
  return comparableDigest(live, how) === comparableDigest(result, how) ? 'none' : 'change';
}

/** `16 objects change, 1 is made, 16 stay as they are`. */
export function summaryOf(objects: readonly ComparedObject[]): string {
  const count = (change: PlannedObject['change']): number =>
    objects.filter((one) => one.kind === 'compared' && one.planned.change === change).length;
  const change = count('change');
  const create = count('create');
  if (change + create === 0) return 'nothing changes: the cluster already is as the manifest says';
  const parts = [
    ...(change === 0 ? [] : [`${String(change)} ${change === 1 ? 'object changes' : 'objects change'}`]),
    ...(create === 0 ? [] : [`${String(create)} ${create === 1 ? 'is' : 'are'} made`]),
    `${String(count('none'))} ${count('none') === 1 ? 'stays as it is' : 'stay as they are'}`,
  ];
  return parts.join(', ');
}
