import { field, items, record, text } from '../../manifest/json.ts';

/** Where a variable of a container comes from, before anything is looked up. */
export type Source =
  | { readonly from: 'value'; readonly value: string }
  | {
      readonly from: 'ConfigMap' | 'Secret';
      readonly object: string;
      readonly key: string;
      readonly optional: boolean;
    }
  /** Of the pod itself, such as its name: known only when it runs. */
  | { readonly from: 'pod' };

/** A ConfigMap or Secret of which every key is a variable. */
export interface Bundle {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly object: string;
  readonly prefix: string;
  readonly optional: boolean;
}

export interface ContainerVariables {
  /** By name; these come before those of bundles. */
  readonly named: ReadonlyMap<string, Source>;
  /** The last one that has a key wins. */
  readonly bundles: readonly Bundle[];
  /** Vault's agent writes secrets into the pod when it starts: what it hands over can't be seen from outside. */
  readonly vaultAgent: boolean;
}

/** The variables of the first container of a Deployment, as its template says them. */
export function variablesOf(deployment: unknown): ContainerVariables {
  const template = field(deployment, 'spec', 'template');
  const [container] = items(field(template, 'spec', 'containers'));
  const named = items(field(container, 'env')).flatMap((entry) => {
    const name = text(field(entry, 'name'));
    return name === undefined ? [] : [[name, sourceOf(entry)] as const];
  });
  const annotations = record(field(template, 'metadata', 'annotations'));
  return {
    named: new Map(named),
    bundles: items(field(container, 'envFrom')).flatMap(bundleOf),
    vaultAgent: annotations['vault.hashicorp.com/agent-inject'] === 'true',
  };
}

function sourceOf(entry: unknown): Source {
  const from = field(entry, 'valueFrom');
  if (from === undefined) {
    const value = field(entry, 'value');
    return { from: 'value', value: typeof value === 'string' ? value : '' };
  }
  return (
    keyOf('ConfigMap', field(from, 'configMapKeyRef')) ??
    keyOf('Secret', field(from, 'secretKeyRef')) ?? { from: 'pod' }
  );
}

function keyOf(from: 'ConfigMap' | 'Secret', reference: unknown): Source | undefined {
  const object = text(field(reference, 'name'));
  const key = text(field(reference, 'key'));
  const optional = field(reference, 'optional') === true;
  return object === undefined || key === undefined ? undefined : { from, object, key, optional };
}

function bundleOf(entry: unknown): readonly Bundle[] {
  const kinds = [
    ['ConfigMap', 'configMapRef'],
    ['Secret', 'secretRef'],
  ] as const;
  return kinds.flatMap(([kind, key]) => {
    const object = text(field(entry, key, 'name'));
    const optional = field(entry, key, 'optional') === true;
    return object === undefined
      ? []
      : [{ kind, object, prefix: text(field(entry, 'prefix')) ?? '', optional }];
  });
}
