import { type JsonObject, objectAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { qualityOf } from './quality.ts';

const statuses: Readonly<Record<string, JsonObject>> = {
  CronJob: {},
  DaemonSet: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  Deployment: {},
  HorizontalPodAutoscaler: { currentMetrics: null, desiredReplicas: 0 },
  Ingress: { loadBalancer: {} },
  Job: {},
  Namespace: { phase: 'Active' },
  PersistentVolumeClaim: { phase: 'Pending' },
  PodDisruptionBudget: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  ReplicaSet: { replicas: 0 },
  ResourceQuota: {},
  Service: { loadBalancer: {} },
  StatefulSet: { availableReplicas: 0, replicas: 0 },
};

/** The status of an object that has just been created; undefined where its kind has none. */
export function initialStatus(object: KubeObject): JsonObject | undefined {
  if (object.kind === 'Pod') return { phase: 'Pending', qosClass: qualityOf(objectAt(object, 'spec')) };
  return Object.hasOwn(statuses, object.kind) ? statuses[object.kind] : undefined;
}
