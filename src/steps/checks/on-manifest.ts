import type { RunContext } from '../context.ts';
import { type ReadManifest, readManifest } from '../manifest/read-manifest.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing, unanswered } from './answers.ts';
import type { CheckResult } from './define-check.ts';
import { clusterError } from './watch-until.ts';

/** A manifest that could be read. */
export type UsableManifest = Extract<ReadManifest, { kind: 'manifest' }>;

/** Looks at a rendered manifest beside the cluster. What is not there, or can’t be asked, is an error of the check. */
export async function onManifest(
  check: string,
  file: string,
  context: RunContext,
  look: (manifest: UsableManifest, cluster: Cluster) => Promise<CheckResult>,
): Promise<CheckResult> {
  const { cluster } = context.ports;
  if (cluster === undefined) return missing(check, 'a pinned cluster', 'none');
  const manifest = await readManifest(file, context);
  if (manifest.kind === 'unusable') return missing(check, `a manifest at ${manifest.path}`, manifest.why);
  try {
    return await look(manifest, cluster);
  } catch (thrown) {
    return unanswered(check, clusterError(thrown));
  }
}
