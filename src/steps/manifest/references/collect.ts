import { field, items, text } from '../json.ts';
import type { PodTemplate } from '../pod-template.ts';

export type ReferredKind = 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim';

/** Something that a pod needs by its name. */
export interface Reference {
  readonly kind: ReferredKind;
  readonly name: string;
  /** A key that it must have; undefined: that it exists is enough. */
  readonly key: string | undefined;
  /** The pod starts without it. */
  readonly optional: boolean;
  /** `Deployment prod-teei-api-gateway, container api, variable DB_URL` */
  readonly from: string;
}

/** Everything that the pods of a template refer to by name. */
export function referencesOf(template: PodTemplate): readonly Reference[] {
  const { spec, workload } = template;
  const account = text(spec['serviceAccountName']) ?? text(spec['serviceAccount']);
  return [
    ...named('ServiceAccount', account, `${workload}, service account`),
    ...items(spec['imagePullSecrets']).flatMap((secret) =>
      named('Secret', text(field(secret, 'name')), `${workload}, pull secret`),
    ),
    ...['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
      items(spec[list]).flatMap((container) => ofContainer(container, workload)),
    ),
    ...items(spec['volumes']).flatMap((volume) => ofVolume(volume, workload)),
  ];
}

function ofContainer(container: unknown, workload: string): readonly Reference[] {
  const where = `${workload}, container ${text(field(container, 'name')) ?? '?'}`;
  const sources = items(field(container, 'envFrom')).flatMap((source) => [
    ...whole('ConfigMap', field(source, 'configMapRef'), 'name', `${where}, envFrom`),
    ...whole('Secret', field(source, 'secretRef'), 'name', `${where}, envFrom`),
  ]);
  const variables = items(field(container, 'env')).flatMap((variable) => {
    const from = `${where}, variable ${text(field(variable, 'name')) ?? '?'}`;
    return [
      ...ofKey('ConfigMap', field(variable, 'valueFrom', 'configMapKeyRef'), from),
      ...ofKey('Secret', field(variable, 'valueFrom', 'secretKeyRef'), from),
    ];
  });
  return [...sources, ...variables];
}

function ofVolume(volume: unknown, workload: string): readonly Reference[] {
  const from = `${workload}, volume ${text(field(volume, 'name')) ?? '?'}`;
  const claim = text(field(volume, 'persistentVolumeClaim', 'claimName'));
  return [
    ...mounted('ConfigMap', field(volume, 'configMap'), 'name', from),
    ...mounted('Secret', field(volume, 'secret'), 'secretName', from),
    ...items(field(volume, 'projected', 'sources')).flatMap((source) => [
      ...mounted('ConfigMap', field(source, 'configMap'), 'name', from),
      ...mounted('Secret', field(source, 'secret'), 'name', from),
    ]),
    ...named('PersistentVolumeClaim', claim, from),
    ...named('Secret', text(field(volume, 'csi', 'nodePublishSecretRef', 'name')), from),
  ];
}

/** A volume of a ConfigMap or Secret: as a whole, or the keys that its `items` name. */
function mounted(kind: ReferredKind, source: unknown, nameKey: string, from: string): readonly Reference[] {
  const [reference] = whole(kind, source, nameKey, from);
  if (reference === undefined) return [];
  const keys = items(field(source, 'items')).flatMap((item) => text(field(item, 'key')) ?? []);
  return keys.length === 0 ? [reference] : keys.map((key) => ({ ...reference, key }));
}

function whole(kind: ReferredKind, source: unknown, nameKey: string, from: string): readonly Reference[] {
  const optional = field(source, 'optional') === true;
  return named(kind, text(field(source, nameKey)), from).map((reference) => ({ ...reference, optional }));
}

function ofKey(kind: ReferredKind, source: unknown, from: string): readonly Reference[] {
  return whole(kind, source, 'name', from).map((reference) => ({
    ...reference,
    key: text(field(source, 'key')),
  }));
}

function named(kind: ReferredKind, name: string | undefined, from: string): readonly Reference[] {
  return name === undefined ? [] : [{ kind, name, key: undefined, optional: false, from }];
}
