import { clusterError } from '../../checks/watch-until.ts';
import type { Cluster, ClusterError, Manifest } from '../../ports/cluster.ts';
import { record, text } from '../json.ts';
import { several } from '../several.ts';
import { nameOf } from '../strip.ts';
import type { Reference } from './collect.ts';

/** What there is under a name. Of a Secret only the names of its keys are kept. */
export type Supply =
  | { readonly kind: 'there'; readonly where: 'manifest' | 'cluster'; readonly keys: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly error: ClusterError };

/** `Secret teei-database`. */
export function titleOfReference({ kind, name }: Pick<Reference, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** What there is for each reference, by its title: in the manifest, else in the cluster. Never rejects. */
export async function findSupplies(
  references: readonly Reference[],
  objects: readonly Manifest[],
  cluster: Cluster,
): Promise<ReadonlyMap<string, Supply>> {
  const wanted = new Map(references.map((reference) => [titleOfReference(reference), reference]));
  const found = await several([...wanted], async ([title, reference]) => {
    const own = objects.find(
      (object) => text(object['kind']) === reference.kind && nameOf(object) === reference.name,
    );
    return [title, own === undefined ? await ask(reference, cluster) : there('manifest', own)] as const;
  });
  return new Map(found);
}

async function ask({ kind, name }: Reference, cluster: Cluster): Promise<Supply> {
  try {
    const object = await cluster.get({ kind, apiVersions: ['v1'] }, name);
    return object === undefined ? { kind: 'absent' } : there('cluster', object);
  } catch (thrown) {
    return { kind: 'unknown', error: clusterError(thrown) };
  }
}

function there(where: 'manifest' | 'cluster', object: Manifest): Supply {
  const keys = ['data', 'binaryData', 'stringData'].flatMap((part) => Object.keys(record(object[part])));
  return { kind: 'there', where, keys };
}
