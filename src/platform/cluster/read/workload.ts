import { field, number } from '../../../steps/manifest/json.ts';
import { imagesOfTemplate } from '../../../steps/manifest/images.ts';
import type { Deployment, ReplicaSet } from '../../../steps/ports/cluster.ts';
import { conditionsOf, controllerOf, identityOf, revisionOf, workloadOf } from './common.ts';

export function readDeployment(object: unknown): Deployment {
  return {
    ...workloadOf(object),
    paused: field(object, 'spec', 'paused') === true,
    // Absent means 1: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/
    replicas: number(field(object, 'spec', 'replicas')) ?? 1,
    pods: {
      total: number(field(object, 'status', 'replicas')) ?? 0,
      updated: number(field(object, 'status', 'updatedReplicas')) ?? 0,
      ready: number(field(object, 'status', 'readyReplicas')) ?? 0,
      available: number(field(object, 'status', 'availableReplicas')) ?? 0,
    },
    revision: revisionOf(object),
    conditions: conditionsOf(object),
    images: imagesOfTemplate(field(object, 'spec', 'template')),
  };
}

export function readReplicaSet(object: unknown): ReplicaSet {
  return {
    ...identityOf(object),
    owner: controllerOf(object),
    revision: revisionOf(object),
    replicas: number(field(object, 'spec', 'replicas')) ?? 1,
    conditions: conditionsOf(object),
  };
}
