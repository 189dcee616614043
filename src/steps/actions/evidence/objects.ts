import { stringify } from 'yaml';
import { field, items, isRecord, number, record, text, without } from '../../manifest/json.ts';
import type { Cluster, Manifest, ResourceKind } from '../../ports/cluster.ts';
import { type Collection, eachOf } from './collection.ts';

/** Every kind that tells why pods fail or traffic does not reach them. Secrets are kept by name alone. */
const kinds: readonly ResourceKind[] = [
  { kind: 'Deployment', apiVersions: ['apps/v1'] },
  { kind: 'ReplicaSet', apiVersions: ['apps/v1'] },
  { kind: 'StatefulSet', apiVersions: ['apps/v1'] },
  { kind: 'DaemonSet', apiVersions: ['apps/v1'] },
  { kind: 'Pod', apiVersions: ['v1'] },
  { kind: 'Job', apiVersions: ['batch/v1'] },
  { kind: 'CronJob', apiVersions: ['batch/v1', 'batch/v1beta1'] },
  { kind: 'Service', apiVersions: ['v1'] },
  { kind: 'Endpoints', apiVersions: ['v1'] },
  { kind: 'Ingress', apiVersions: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'] },
  { kind: 'NetworkPolicy', apiVersions: ['networking.k8s.io/v1'] },
  { kind: 'ConfigMap', apiVersions: ['v1'] },
  { kind: 'Secret', apiVersions: ['v1'] },
  { kind: 'ServiceAccount', apiVersions: ['v1'] },
  { kind: 'PersistentVolumeClaim', apiVersions: ['v1'] },
  { kind: 'ResourceQuota', apiVersions: ['v1'] },
  { kind: 'LimitRange', apiVersions: ['v1'] },
  { kind: 'HorizontalPodAutoscaler', apiVersions: ['autoscaling/v2', 'autoscaling/v1'] },
  { kind: 'PodDisruptionBudget', apiVersions: ['policy/v1', 'policy/v1beta1'] },
];

/** Keeps the objects of each kind in a file of its own. Gives the Deployments' ReplicaSets for the histories. */
export async function keepObjects(
  collection: Collection,
  cluster: Cluster,
): Promise<ReadonlyMap<string, readonly Manifest[]>> {
  const found = new Map<string, readonly Manifest[]>();
  await eachOf(kinds, 4, async (kind) => {
    const objects = await collection.attempt(`${kind.kind} objects`, () => cluster.list(kind));
    if (objects === undefined || objects.length === 0) return;
    found.set(kind.kind, objects);
    const path = `objects/${kind.kind.toLowerCase()}.yaml`;
    const shown = objects.map(kind.kind === 'Secret' ? nameOnly : presentable);
    const about = `${String(objects.length)} ${kind.kind}${kind.kind === 'Secret' ? ' (names only)' : ''}`;
    await collection.keep(path, about, shown.map((object) => stringify(object)).join('---\n'));
  });
  return found;
}

function nameOnly(object: Manifest): Manifest {
  const { name, creationTimestamp } = record(object['metadata']);
  const keys = Object.keys(record(object['data']));
  return { kind: 'Secret', metadata: { name, creationTimestamp }, type: object['type'], keys };
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Without what nobody reads, and without values that look like secrets. */
function presentable(object: Manifest): Manifest {
  const metadata = record(object['metadata']);
  const annotations = without(record(metadata['annotations']), [lastApplied]);
  return {
    ...record(hideSecrets(object)),
    metadata: {
      ...without(metadata, ['managedFields', 'annotations']),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  };
}

const secretName =
  /pass(word|wd|phrase)?|secret|token|credential|api[-_]?key|private[-_]?key|\bdsn\b|connection[-_]?string/i;

/**
 * Values that stand in the open under a name that promises a secret: the `value` of such a variable, and such an entry
 * of a ConfigMap.
 */
function hideSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (!isRecord(value)) return value;
  const { name } = value;
  const variable = typeof name === 'string' && secretName.test(name) && typeof value['value'] === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (variable && key === 'value') return [key, '[REDACTED]'];
      return [key, key === 'data' ? hideEntries(member) : hideSecrets(member)];
    }),
  );
}

function hideEntries(data: unknown): unknown {
  return isRecord(data)
    ? Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, secretName.test(key) ? '[REDACTED]' : value]),
      )
    : data;
}

/** Each Deployment's revisions, the newest first: images, pods and since when, as `kubectl rollout history` lacks them. */
export async function keepHistories(
  collection: Collection,
  objects: ReadonlyMap<string, readonly Manifest[]>,
): Promise<void> {
  const lines = (objects.get('Deployment') ?? []).flatMap((deployment) => {
    const uid = field(deployment, 'metadata', 'uid');
    const sets = (objects.get('ReplicaSet') ?? []).filter((set) =>
      items(field(set, 'metadata', 'ownerReferences')).some((owner) => field(owner, 'uid') === uid),
    );
    const name = text(field(deployment, 'metadata', 'name')) ?? '?';
    return [name, ...sets.toSorted((a, b) => revisionOf(b) - revisionOf(a)).map(revisionLine)];
  });
  if (lines.length > 0)
    await collection.keep(
      'histories.txt',
      'revisions of every Deployment, with their images',
      `${lines.join('\n')}\n`,
    );
}

function revisionOf(set: Manifest): number {
  return Number(field(set, 'metadata', 'annotations', 'deployment.kubernetes.io/revision') ?? 0);
}

function revisionLine(set: Manifest): string {
  const images = items(field(set, 'spec', 'template', 'spec', 'containers')).map((one) =>
    String(field(one, 'image')),
  );
  const pods = `${number(field(set, 'status', 'readyReplicas')) ?? 0} of ${number(field(set, 'spec', 'replicas')) ?? 1} pods ready`;
  const since = text(field(set, 'metadata', 'creationTimestamp')) ?? '?';
  return `  revision ${String(revisionOf(set))}  ${since}  ${pods}  ${images.join(', ')}`;
}
