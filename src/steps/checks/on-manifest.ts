import type { RunContext } from '../context.ts';
import { type ReadManifest, readManifest } from '../manifest/read-manifest.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import type { CheckResult } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

/** A manifest that could be read. */
export type UsableManifest = Extract<ReadManifest, { kind: 'manifest' }>;

/** Looks at a rendered manifest beside the cluster. What is not there, or can’t be asked, is an error of the check. */
export function onManifest(
  check: string,
  file: string,
  context: RunContext,
  look: (manifest: UsableManifest, cluster: Cluster) => Promise<CheckResult>,
): Promise<CheckResult> {
  return withCluster(check, context, async (cluster) => {
    const manifest = await readManifest(file, context);
    return manifest.kind === 'unusable'
      ? missing(check, `a manifest at ${manifest.path}`, manifest.why)
      : look(manifest, cluster);
  });
}
