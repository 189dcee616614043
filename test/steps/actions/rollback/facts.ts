import type { HistoryFacts } from '../../../../src/steps/actions/rollback/history.ts';
import type { Manifest } from '../../../../src/steps/ports/cluster.ts';

export const analytics = { service: 'analytics', deployment: 'prod-analytics' };

function template(image: string, labels: Readonly<Record<string, string>> = {}) {
  return {
    metadata: { labels: { app: 'analytics', ...labels } },
    spec: { containers: [{ name: 'main', image }] },
  };
}

/** A Deployment at a revision, of one image. */
export function deployment(
  revision: number,
  image: string,
  more: Readonly<Record<string, unknown>> = {},
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'prod-analytics',
      uid: 'u-analytics',
      generation: revision,
      resourceVersion: '40',
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    },
    spec: { replicas: 2, template: template(image), ...more },
    status: { replicas: 2 },
  };
}

export interface SetOf {
  readonly revision: number;
  readonly image: string;
  readonly wanted?: number;
  readonly available?: number;
  readonly earlier?: string;
  readonly owner?: string;
  readonly cause?: string;
}

/** A ReplicaSet that is kept, with the label that its controller adds to the template. */
export function replicaSet({ revision, image, wanted = 0, available = 0, ...more }: SetOf): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `prod-analytics-${revision}`,
      creationTimestamp: '2026-03-02T09:00:00Z',
      ownerReferences: [{ kind: 'Deployment', uid: more.owner ?? 'u-analytics', controller: true }],
      annotations: {
        'deployment.kubernetes.io/revision': String(revision),
        ...(more.earlier === undefined ? {} : { 'deployment.kubernetes.io/revision-history': more.earlier }),
        ...(more.cause === undefined ? {} : { 'kubernetes.io/change-cause': more.cause }),
      },
    },
    spec: { replicas: wanted, template: template(image, { 'pod-template-hash': `h${revision}` }) },
    status: { replicas: wanted, availableReplicas: available },
  };
}

/** A release v3 that crashes, over v2 that was saved at revision 4; v1 is older. */
export const crashed: HistoryFacts = {
  deployments: [deployment(5, 'analytics:v3')],
  replicaSets: [
    replicaSet({ revision: 2, image: 'analytics:v1', earlier: '1', cause: 'first release' }),
    replicaSet({ revision: 4, image: 'analytics:v2', wanted: 2, available: 2 }),
    replicaSet({ revision: 5, image: 'analytics:v3', wanted: 1 }),
    replicaSet({ revision: 9, image: 'other:v9', owner: 'u-other' }),
  ],
  saved: [deployment(4, 'analytics:v2')],
};
