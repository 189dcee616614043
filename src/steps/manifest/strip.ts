import type { Manifest } from '../ports/cluster.ts';
import { field, isRecord, record, text, without } from './json.ts';

/** What the server writes into metadata: sending it back fails (resourceVersion) or means nothing. */
const serverMetadata = [
  'resourceVersion',
  'uid',
  'creationTimestamp',
  'generation',
  'managedFields',
  'selfLink',
  'ownerReferences',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

/** Annotations that controllers and kubectl keep their own accounts in. */
const serverAnnotations = [
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  // Of writers.stop, which alone takes them away.
  'teei-runbook/replicas-before',
  'teei-runbook/suspend-before',
];

/**
 * The object as somebody could have written it: without what the server adds. With `keepReplicas: false`
 * the number of pods is left out too, for a Deployment whose number an autoscaler owns.
 */
export function strip(manifest: Manifest, options: { readonly keepReplicas: boolean }): Manifest {
  const metadata = without(record(manifest['metadata']), serverMetadata);
  const annotations = without(record(metadata['annotations']), serverAnnotations);
  const kept = without(metadata, ['annotations']);
  const spec = manifest['spec'];
  return {
    ...without(manifest, ['status', 'metadata', 'spec']),
    metadata: Object.keys(annotations).length === 0 ? kept : { ...kept, annotations },
    ...(isRecord(spec) ? { spec: options.keepReplicas ? spec : without(spec, ['replicas']) } : {}),
  };
}

/** `Deployment prod-teei-api-gateway`. */
export function titleOf(manifest: Manifest): string {
  return `${text(manifest['kind']) ?? 'object'} ${nameOf(manifest)}`;
}

export function nameOf(manifest: Manifest): string {
  return text(field(manifest, 'metadata', 'name')) ?? '';
}
