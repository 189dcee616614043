import { clusterError } from '../../checks/watch-until.ts';
import { sameTemplate } from '../../manifest/compare.ts';
import { field, record, without } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { fieldManager } from '../snapshot/kinds.ts';
import type { Revision } from './history.ts';

/** How often the template is set again over a newer status. */
const mostConflicts = 5;

const kind = { kind: 'Deployment', apiVersions: ['apps/v1'] } as const;

/** What became of a service: the Deployment as it then is, or why it is not as it should be. */
export type SetTemplate =
  | { readonly kind: 'set'; readonly live: Manifest }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Gives a Deployment the template of one of its revisions, over the version that was seen: a status that its
 * controller writes meanwhile is no hindrance, a change by somebody else is. Looks again afterwards. Never rejects.
 */
export async function setTemplate(
  cluster: Cluster,
  seen: Manifest,
  revision: Revision,
): Promise<SetTemplate> {
  try {
    await replaceTemplate(cluster, seen, revision);
    const live = await cluster.get(kind, nameOf(seen));
    if (live === undefined) return { kind: 'failed', why: 'it is gone' };
    return sameTemplate(live, { spec: { template: revision.template } })
      ? { kind: 'set', live }
      : { kind: 'failed', why: `its template is not that of revision ${revision.number} afterwards` };
  } catch (thrown) {
    return { kind: 'failed', why: clusterError(thrown).message };
  }
}

async function replaceTemplate(cluster: Cluster, seen: Manifest, revision: Revision): Promise<void> {
  let current = seen;
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      await cluster.replace(withTemplate(current, revision), { fieldManager });
      return;
    } catch (thrown) {
      const failure = clusterError(thrown);
      if (failure.reason !== 'conflict' || conflicts >= mostConflicts) throw failure;
      const newer = await cluster.get(kind, nameOf(seen));
      // The generation rises with every change of what is wanted, and with no other.
      if (newer === undefined || generationOf(newer) !== generationOf(seen)) throw failure;
      current = newer;
    }
  }
}

function generationOf(object: Manifest): unknown {
  return field(object, 'metadata', 'generation');
}

const cause = 'kubernetes.io/change-cause';

/** With the cause of the change that made the revision, as `kubectl rollout undo` has it. */
function withTemplate(object: Manifest, { template, changeCause }: Revision): Manifest {
  const metadata = record(object['metadata']);
  const annotations = without(record(metadata['annotations']), [cause]);
  return {
    ...without(object, ['status']),
    metadata: {
      ...without(metadata, ['managedFields']),
      annotations: changeCause === undefined ? annotations : { ...annotations, [cause]: changeCause },
    },
    spec: { ...record(object['spec']), template },
  };
}
