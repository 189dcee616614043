import type { JsonObject } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { specOf } from './checks.ts';
import type { FieldError } from './field-error.ts';
import { changeErrors } from './immutable.ts';
import { cronJobErrors, jobErrors } from './job.ts';
import { metadataErrors } from './metadata.ts';
import {
  autoscalerErrors,
  budgetErrors,
  claimErrors,
  configMapErrors,
  ingressErrors,
  leaseErrors,
  networkPolicyErrors,
  quotaErrors,
  secretErrors,
} from './others.ts';
import { podSpecErrors } from './pod.ts';
import { serviceErrors } from './service.ts';
import { daemonSetErrors, deploymentErrors, replicaSetErrors, statefulSetErrors } from './workload.ts';

/** What is wrong with an object that is to be written; nothing where it is valid. `before`: what it replaces. */
export function fieldErrors(object: KubeObject, before: KubeObject | undefined): readonly FieldError[] {
  return [
    ...metadataErrors(object),
    ...contentErrors(object),
    ...(before === undefined ? [] : changeErrors(object, before)),
  ];
}

type Check = (part: JsonObject) => readonly FieldError[];

const ofObject: Readonly<Record<string, Check>> = { ConfigMap: configMapErrors, Secret: secretErrors };

const ofSpec: Readonly<Record<string, Check>> = {
  CronJob: cronJobErrors,
  DaemonSet: daemonSetErrors,
  Deployment: deploymentErrors,
  HorizontalPodAutoscaler: autoscalerErrors,
  Ingress: ingressErrors,
  Job: jobErrors,
  Lease: leaseErrors,
  NetworkPolicy: networkPolicyErrors,
  PersistentVolumeClaim: claimErrors,
  Pod: (spec) => podSpecErrors(spec, 'spec'),
  PodDisruptionBudget: budgetErrors,
  ReplicaSet: replicaSetErrors,
  ResourceQuota: quotaErrors,
  Service: serviceErrors,
  StatefulSet: statefulSetErrors,
};

function contentErrors(object: KubeObject): readonly FieldError[] {
  const whole = ofObject[object.kind];
  if (whole !== undefined) return whole(object);
  return ofSpec[object.kind]?.(specOf(object)) ?? [];
}
