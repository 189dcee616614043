import { field, number, text } from '../../../steps/manifest/json.ts';
import type {
  ControllerRevision,
  DaemonSet,
  StatefulSet,
  UpdateStrategy,
} from '../../../steps/ports/cluster.ts';
import { controllerOf, meta, workloadOf } from './common.ts';

/** Defaults: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/ */
export function readStatefulSet(object: unknown): StatefulSet {
  return {
    ...workloadOf(object),
    replicas: number(field(object, 'spec', 'replicas')) ?? 1,
    strategy: strategyOf(object),
    partition: number(field(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')) ?? 0,
    ordered: field(object, 'spec', 'podManagementPolicy') !== 'Parallel',
    pods: {
      total: number(field(object, 'status', 'replicas')) ?? 0,
      ready: number(field(object, 'status', 'readyReplicas')) ?? 0,
    },
    currentRevision: text(field(object, 'status', 'currentRevision')),
    updateRevision: text(field(object, 'status', 'updateRevision')),
  };
}

export function readDaemonSet(object: unknown): DaemonSet {
  return {
    ...workloadOf(object),
    strategy: strategyOf(object),
    pods: {
      desired: number(field(object, 'status', 'desiredNumberScheduled')) ?? 0,
      updated: number(field(object, 'status', 'updatedNumberScheduled')) ?? 0,
      available: number(field(object, 'status', 'numberAvailable')) ?? 0,
    },
  };
}

export function readControllerRevision(object: unknown): ControllerRevision {
  return {
    name: meta(object, 'name'),
    owner: controllerOf(object),
    revision: number(field(object, 'revision')) ?? 0,
    createdAt: text(field(object, 'metadata', 'creationTimestamp')),
  };
}

function strategyOf(object: unknown): UpdateStrategy {
  return field(object, 'spec', 'updateStrategy', 'type') === 'OnDelete' ? 'OnDelete' : 'RollingUpdate';
}
