import { type JsonObject, objectAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { withClaimDefaults } from './claim.ts';
import { withCronJobDefaults, withJobDefaults } from './job.ts';
import { withoutEmpty } from './omit-empty.ts';
import {
  withAutoscalerDefaults,
  withEndpointsDefaults,
  withLimitsDefaults,
  withNamespaceDefaults,
  withNetworkPolicyDefaults,
  withQuotaDefaults,
  withSecretDefaults,
} from './others.ts';
import { withPodDefaults } from './pod.ts';
import { withServiceDefaults } from './service.ts';
import {
  withDaemonSetDefaults,
  withDeploymentDefaults,
  withReplicaSetDefaults,
  withStatefulSetDefaults,
} from './workload.ts';

type Fill = (object: JsonObject) => JsonObject;

/** What is filled in, by API group and kind. */
const defaults: ReadonlyMap<string, Fill> = new Map([
  ['apps/DaemonSet', ofSpec(withDaemonSetDefaults)],
  ['apps/Deployment', ofSpec(withDeploymentDefaults)],
  ['apps/ReplicaSet', ofSpec(withReplicaSetDefaults)],
  ['apps/StatefulSet', ofSpec(withStatefulSetDefaults)],
  ['autoscaling/HorizontalPodAutoscaler', ofSpec(withAutoscalerDefaults)],
  ['batch/CronJob', ofSpec(withCronJobDefaults)],
  ['batch/Job', withLabelsOfTemplate],
  ['networking.k8s.io/NetworkPolicy', ofSpec(withNetworkPolicyDefaults)],
  ['/Endpoints', withEndpointsDefaults],
  ['/LimitRange', ofSpec(withLimitsDefaults)],
  ['/Namespace', withNamespaceDefaults],
  ['/PersistentVolumeClaim', ofSpec(withClaimDefaults)],
  ['/Pod', withPodDefaults],
  ['/ResourceQuota', ofSpec(withQuotaDefaults)],
  ['/Secret', withSecretDefaults],
  ['/Service', ofSpec(withServiceDefaults)],
]);

/** The object with the values that the API server fills in where nothing is said, by kind. */
export function withDefaults(object: KubeObject): KubeObject {
  const { apiVersion, kind } = object;
  const [group = '', version] = apiVersion.split('/');
  const fill = defaults.get(`${version === undefined ? '' : group}/${kind}`);
  const plain = withoutEmpty(object);
  const full = fill === undefined ? plain : fill(plain);
  return { ...full, apiVersion, kind, metadata: objectAt(full, 'metadata') };
}

function ofSpec(fill: Fill): Fill {
  return (object) => ({ ...object, spec: fill(objectAt(object, 'spec')) });
}

/** A Job without labels takes those of its pods. */
function withLabelsOfTemplate(job: JsonObject): JsonObject {
  const labels = objectAt(job, 'spec', 'template', 'metadata', 'labels');
  const metadata = objectAt(job, 'metadata');
  const own = objectAt(metadata, 'labels');
  return {
    ...job,
    metadata:
      Object.keys(own).length === 0 && Object.keys(labels).length > 0 ? { ...metadata, labels } : metadata,
    spec: withJobDefaults(objectAt(job, 'spec')),
  };
}
