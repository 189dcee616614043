import { record } from '../../manifest/json.ts';
import { type Cluster, ClusterError } from '../../ports/cluster.ts';
import type { ContainerVariables, Source } from './resolve.ts';

/** What a container finds under a name. The value of a Secret is never read out. */
export type Found =
  | { readonly kind: 'plain'; readonly value: string; readonly where: string }
  | { readonly kind: 'secret'; readonly where: string }
  | { readonly kind: 'pod' }
  | { readonly kind: 'absent'; readonly observed: string }
  /** A Secret that this account may not read, or Vault's agent, which hands it over inside of the pod. */
  | { readonly kind: 'unseen'; readonly observed: string };

type Data = Readonly<Record<string, unknown>> | 'none' | 'forbidden';

/** Looks variables up; each ConfigMap and Secret is asked for once. Rejects with the ClusterErrors that are no answer. */
export function variableReader(cluster: Cluster): (name: string, of: ContainerVariables) => Promise<Found> {
  const asked = new Map<string, Promise<Data>>();
  const dataOf = (kind: 'ConfigMap' | 'Secret', name: string): Promise<Data> => {
    const key = `${kind} ${name}`;
    const known = asked.get(key) ?? readData(cluster, kind, name);
    asked.set(key, known);
    return known;
  };

  return async (name, variables) => {
    const source = variables.named.get(name);
    if (source !== undefined) return ofSource(source, dataOf);
    for (const { kind, object, prefix } of variables.bundles.toReversed()) {
      if (!name.startsWith(prefix)) continue;
      const found = keyIn(await dataOf(kind, object), kind, object, name.slice(prefix.length));
      if (found.kind !== 'absent') return found;
    }
    if (variables.vaultAgent) {
      return { kind: 'unseen', observed: 'Vault’s agent hands secrets over inside of the pod' };
    }
    return { kind: 'absent', observed: 'it is not set' };
  };
}

async function ofSource(
  source: Source,
  dataOf: (kind: 'ConfigMap' | 'Secret', name: string) => Promise<Data>,
): Promise<Found> {
  switch (source.from) {
    case 'value':
      return { kind: 'plain', value: source.value, where: 'the Deployment' };
    case 'pod':
      return { kind: 'pod' };
    case 'ConfigMap':
    case 'Secret':
      return keyIn(await dataOf(source.from, source.object), source.from, source.object, source.key);
  }
}

function keyIn(data: Data, kind: 'ConfigMap' | 'Secret', object: string, key: string): Found {
  const where = `${kind} ${object}`;
  if (data === 'none') return { kind: 'absent', observed: `there is no ${where}` };
  if (data === 'forbidden') return { kind: 'unseen', observed: `this account may not read ${where}` };
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (typeof value !== 'string' || value === '') {
    return { kind: 'absent', observed: `${where} has no ${key}` };
  }
  return kind === 'Secret' ? { kind: 'secret', where } : { kind: 'plain', value, where };
}

async function readData(cluster: Cluster, kind: 'ConfigMap' | 'Secret', name: string): Promise<Data> {
  try {
    const object = await cluster.get({ kind, apiVersions: ['v1'] }, name);
    return object === undefined ? 'none' : record(object['data']);
  } catch (thrown) {
    if (thrown instanceof ClusterError && thrown.reason === 'forbidden') return 'forbidden';
    throw thrown;
  }
}
