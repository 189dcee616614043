import { clusterError } from '../../checks/watch-until.ts';
import { describeDifference, differences } from '../../manifest/compare.ts';
import { field, record, text } from '../../manifest/json.ts';
import { nameOf, strip, titleOf } from '../../manifest/strip.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { marksOf } from '../writers/mark.ts';
import { fieldManager } from './kinds.ts';

/** What became of one object of a snapshot. */
export interface Restored {
  readonly title: string;
  readonly manifest: Manifest;
  readonly result: 'unchanged' | 'applied' | 'replaced' | 'differs' | 'failed';
  /** What differed before, one line each; for `differs` what still does, for `failed` the error. */
  readonly details: readonly string[];
}

/**
 * Brings one object back. It is applied on the server's side, taking fields over from whoever set them.
 * Applying can't remove what the newer release added (those fields belong to another manager), so what
 * still differs then is replaced as a whole. Looks again afterwards, and says what it finds.
 */
export async function restoreObject(
  cluster: Cluster,
  saved: Manifest,
  autoscaled: ReadonlySet<string>,
): Promise<Restored> {
  const title = titleOf(saved);
  const keepReplicas = !(saved['kind'] === 'Deployment' && autoscaled.has(nameOf(saved)));
  const wanted = strip(saved, { keepReplicas });
  const differing = (live: Manifest): readonly string[] =>
    differences(strip(live, { keepReplicas }), wanted).map(describeDifference);
  const result = (kind: Restored['result'], details: readonly string[]): Restored => ({
    title,
    manifest: wanted,
    result: kind,
    details,
  });
  try {
    const live = await liveOf(cluster, saved);
    const before = live === undefined ? ['it was gone'] : differing(live);
    if (before.length === 0) return result('unchanged', []);
    const applied = await cluster.serverSideApply(wanted, { fieldManager, force: true, dryRun: false });
    const same = differing(applied).length === 0;
    const now = same ? applied : await replaceSeen(cluster, wanted, applied, keepReplicas);
    const left = differing(now);
    if (left.length > 0) return result('differs', left);
    if (keepReplicas) await unmark(cluster, now);
    return result(same ? 'applied' : 'replaced', before);
  } catch (thrown) {
    return result('failed', [clusterError(thrown).message]);
  }
}

/** What runs again by the snapshot is not to be started once more, by what it was when it was stopped. */
async function unmark(cluster: Cluster, object: Manifest): Promise<void> {
  const stale = Object.keys(marksOf(object)).map((mark) => [mark, null] as const);
  if (stale.length === 0) return;
  const kind = { kind: text(object['kind']) ?? '', apiVersions: [text(object['apiVersion']) ?? ''] } as const;
  const annotations = Object.fromEntries(stale);
  await cluster.patch(kind, nameOf(object), { metadata: { annotations } }, { fieldManager });
}

/** How often a replacement is tried again over a newer version. */
const mostConflicts = 5;

/**
 * Replaces the object over the version that was seen. Its controller may write its status at any moment:
 * such a conflict says nothing against the replacement, which is tried again over what is there then.
 */
async function replaceSeen(
  cluster: Cluster,
  wanted: Manifest,
  seen: Manifest,
  keepReplicas: boolean,
): Promise<Manifest> {
  let current = seen;
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      return await cluster.replace(replacement(wanted, current, keepReplicas), { fieldManager });
    } catch (thrown) {
      const failure = clusterError(thrown);
      const newer =
        failure.reason === 'conflict' && conflicts < mostConflicts
          ? await liveOf(cluster, wanted)
          : undefined;
      if (newer === undefined) throw failure;
      current = newer;
    }
  }
}

/** The object as it is now. */
export async function liveOf(cluster: Cluster, manifest: Manifest): Promise<Manifest | undefined> {
  const kind = text(manifest['kind']) ?? '';
  const apiVersion = text(manifest['apiVersion']) ?? '';
  return cluster.get({ kind, apiVersions: [apiVersion] }, nameOf(manifest));
}

/**
 * The wanted object over the version that was just seen; the autoscaler's number of pods is kept, and the marks of
 * writers that are stopped: without them nobody would know how to start them again.
 */
function replacement(wanted: Manifest, seen: Manifest, keepReplicas: boolean): Manifest {
  const resourceVersion = field(seen, 'metadata', 'resourceVersion');
  const spec = record(wanted['spec']);
  const metadata = record(wanted['metadata']);
  const stopped = marksOf(seen);
  const annotations = { ...record(metadata['annotations']), ...stopped };
  return {
    ...wanted,
    metadata: {
      ...metadata,
      ...(Object.keys(stopped).length === 0 ? {} : { annotations }),
      resourceVersion,
    },
    ...(keepReplicas ? {} : { spec: { ...spec, replicas: field(seen, 'spec', 'replicas') } }),
  };
}
