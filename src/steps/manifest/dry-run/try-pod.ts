import { fieldManager } from '../../actions/snapshot/kinds.ts';
import type { Cluster, ClusterError, Manifest } from '../../ports/cluster.ts';
import { field, items, record, text, without } from '../json.ts';
import { dnsLabel } from '../names.ts';
import type { PodTemplate } from '../pod-template.ts';
import { nameOf } from '../strip.ts';
import { refusalOf } from './try-apply.ts';

/**
 * Tries whether the cluster would take a pod of a template: quota, limits, admission and the service account are
 * asked for pods, and not when a Deployment is applied. Nothing is kept. Undefined: it would. Rejects with
 * ClusterError where the server could not be asked.
 */
export async function tryPod(
  cluster: Cluster,
  template: PodTemplate,
  objects: readonly Manifest[],
): Promise<ClusterError | undefined> {
  const refused = await attempt(cluster, podOf(template, template.spec));
  const account = text(template.spec['serviceAccountName']);
  const isNew = objects.some((one) => one['kind'] === 'ServiceAccount' && nameOf(one) === account);
  if (refused === undefined || !isNew || !refused.message.includes('service account')) return refused;
  // The account comes with the same manifest, and is not there yet.
  return attempt(cluster, podOf(template, without(template.spec, ['serviceAccountName', 'serviceAccount'])));
}

async function attempt(cluster: Cluster, pod: Manifest): Promise<ClusterError | undefined> {
  try {
    await cluster.create(pod, { fieldManager, dryRun: true });
    return undefined;
  } catch (thrown) {
    return refusalOf(thrown);
  }
}

function podOf({ object, labels }: PodTemplate, spec: Readonly<Record<string, unknown>>): Manifest {
  const namespace = text(field(object, 'metadata', 'namespace'));
  const kind = text(object['kind']);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: dnsLabel(nameOf(object), 'dry-run'),
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: record(field(object, 'spec', 'template', 'metadata', 'annotations')),
    },
    spec: kind === 'StatefulSet' ? withClaims(object, spec) : spec,
  };
}

/** A StatefulSet makes a claim for each of its claim templates; a pod alone has none of them. */
function withClaims(object: Manifest, spec: Readonly<Record<string, unknown>>): Manifest {
  const claims = items(field(object, 'spec', 'volumeClaimTemplates')).map((claim) => ({
    name: text(field(claim, 'metadata', 'name')) ?? '',
    emptyDir: {},
  }));
  return { ...spec, volumes: [...items(spec['volumes']), ...claims] };
}
