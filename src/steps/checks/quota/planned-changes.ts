import { parseAllDocuments } from 'yaml';
import { field, isRecord, items, text } from '../../manifest/json.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import type { Change } from './rollout-peak.ts';

const kinds = ['Deployment', 'StatefulSet'] as const;

/** The workloads of a rendered manifest, those in Lists too. A text: what is wrong with the YAML. */
export function workloadsIn(manifest: string): readonly Manifest[] | string {
  const documents = parseAllDocuments(manifest);
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) return error.message;
  return documents
    .flatMap((document) => objectsIn(document.toJS()))
    .filter((object) => kinds.some((kind) => kind === object['kind']));
}

function objectsIn(object: unknown): readonly Manifest[] {
  if (!isRecord(object)) return [];
  const isList = text(object['kind'])?.endsWith('List') === true;
  return isList ? items(object['items']).flatMap(objectsIn) : [object];
}

/**
 * What a release would make of its workloads: each is applied for trial, so that defaults, and what others own, are as
 * they would be. Nothing is kept. Rejects with ClusterError.
 */
export async function plannedChanges(
  workloads: readonly Manifest[],
  cluster: Cluster,
): Promise<readonly Change[]> {
  const present = await Promise.all(kinds.map((kind) => cluster.list({ kind, apiVersions: ['apps/v1'] })));
  const live = present.flatMap((list) => list ?? []);
  return Promise.all(
    workloads.map(async (workload): Promise<Change> => {
      const trial = { fieldManager: 'teei-runbook', force: true, dryRun: true };
      const after = await cluster.serverSideApply(workload, trial);
      return {
        workload: nameOf(workload),
        before: live.find((object) => nameOf(object) === nameOf(workload)),
        after: { ...after, kind: workload['kind'] },
      };
    }),
  );
}

function nameOf(object: Manifest): string {
  return `${text(object['kind']) ?? ''} ${text(field(object, 'metadata', 'name')) ?? ''}`;
}
