import type { ResourceKind } from '../../ports/cluster.ts';

/**
 * What a snapshot holds, in the order in which it is restored: what pods need comes before the pods.
 * Secrets are left out on purpose: they would lie readable in the session's folder.
 */
export const snapshotKinds: readonly (ResourceKind & { readonly file: string })[] = [
  { kind: 'ConfigMap', apiVersions: ['v1'], file: 'configmaps.yaml' },
  { kind: 'Service', apiVersions: ['v1'], file: 'services.yaml' },
  { kind: 'Deployment', apiVersions: ['apps/v1'], file: 'deployments.yaml' },
  {
    kind: 'HorizontalPodAutoscaler',
    apiVersions: ['autoscaling/v2', 'autoscaling/v1'],
    file: 'horizontalpodautoscalers.yaml',
  },
  { kind: 'CronJob', apiVersions: ['batch/v1'], file: 'cronjobs.yaml' },
];

/** The label of objects that keep an account of what was done: no snapshot has them, so that no rollback takes it back. */
export const keptLabel = 'teei-runbook/kept';

/** Facts of a snapshot beside its objects. */
export const factsFile = 'snapshot.json';
export const imagesFile = 'images.json';
/** The same for people. */
export const tableFile = 'images.txt';

/** Who is named as the writer of what a restore applies. */
export const fieldManager = 'teei-runbook';
